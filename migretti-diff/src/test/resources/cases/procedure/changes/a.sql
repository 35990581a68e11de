create procedure p1(a int) language sql as 'select 1';
create procedure p2(in a int, inout b text) language plpgsql as $$ begin b := a::text; end $$;
create procedure p3() language sql as 'select 1';
