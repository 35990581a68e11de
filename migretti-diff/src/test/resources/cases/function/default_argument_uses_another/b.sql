create function base_value(x int default 0) returns int language sql as 'select 2';
create function f(a int default base_value()) returns int language sql as 'select a';
