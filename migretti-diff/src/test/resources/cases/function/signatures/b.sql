create function g1(renamed int) returns int language sql as 'select renamed';
create function g2(a int, b int) returns int language sql as 'select a + b';
create function g3(a int, c text default 'c;''') returns int language sql as 'select a';
create function g4(out x int, out z text) language sql as $$ select 1, 'a' $$;
create function g5() returns table (a int, b text, c date) language sql as $$ select 1, 'a', current_date $$;
create function g6(a int[]) returns int language sql as 'select 1';
create function g7(a int) returns int language sql as 'select a';
create function g8(inout a bigint) language sql as 'select a';
