-- role: diff_reader
-- with: privileges
create function f(int) returns int language sql as 'select 1';
create function g() returns int language sql as 'select 1';
create procedure p() language sql as 'select 1';
create type e as enum ('x');
create domain d as int;
create type c as (x int);
create aggregate agg(int) (sfunc = int4pl, stype = int);
revoke execute on function f(int) from public;
grant execute on function g() to diff_reader;
grant usage on type e to diff_reader;
