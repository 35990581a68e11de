create procedure act(a int) language sql as 'select 1';
create function proc(a int) returns int language sql as 'select 1';
