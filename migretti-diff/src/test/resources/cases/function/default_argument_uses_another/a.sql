create function base_value() returns int language sql as 'select 1';
create function f(a int default base_value()) returns int language sql as 'select a';
