create function o(int) returns int language sql as 'select 1';
create function o(text) returns int language sql as 'select 2';
comment on function o(text) is 'text';
