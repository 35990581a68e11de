create procedure p1(a int) language sql as 'select 2';
create procedure p2(in a int, inout b int) language plpgsql as $$ begin b := a; end $$;
create procedure p4(a int default 3) language sql security definer set search_path = 'public' as 'select 1';
comment on procedure p4(int) is 'four';
