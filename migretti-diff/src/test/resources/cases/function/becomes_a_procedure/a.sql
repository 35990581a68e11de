create function act(a int) returns void language sql as 'select 1';
create procedure proc(a int) language sql as 'select 1';
