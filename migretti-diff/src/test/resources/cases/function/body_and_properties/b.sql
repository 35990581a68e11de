create function f1(a int) returns int language sql as 'select a + 1';
create function f2(a int) returns int language plpgsql immutable strict leakproof parallel safe as $$ begin return a; end $$;
create function f3() returns int language sql set work_mem = '8MB' set search_path = '' as 'select 1';
create function f4() returns setof int language sql rows 20 cost 50 as 'select 1';
create function f5(int) returns int language plpgsql as 'begin return $1; end';
