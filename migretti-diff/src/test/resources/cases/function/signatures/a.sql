create function g1(a int) returns int language sql as 'select a';
create function g2(a int, b int default 2) returns int language sql as 'select a + b';
create function g3(a int) returns int language sql as 'select a';
create function g4(out x int, out y text) language sql as $$ select 1, 'a' $$;
create function g5() returns table (a int, b text) language sql as $$ select 1, 'a' $$;
create function g6(variadic a int[]) returns int language sql as 'select 1';
create function g7(a int) returns setof int language sql as 'select a';
create function g8(inout a int) language sql as 'select a';
