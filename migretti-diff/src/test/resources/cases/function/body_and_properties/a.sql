create function f1(a int) returns int language sql as 'select a';
create function f2(a int) returns int language plpgsql stable as $$ begin return a; end $$;
create function f3() returns int language sql security definer set search_path = public, pg_temp as 'select 1';
create function f4() returns setof int language sql rows 10 cost 5 as 'select 1';
create function f5(int) returns int language sql as 'select $1';
