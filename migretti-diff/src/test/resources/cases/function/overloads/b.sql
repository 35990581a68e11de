create function o(text) returns int language sql as 'select 2';
create function o(int, int) returns int language sql as 'select 3';
create function o(date) returns int language sql as 'select 4';
comment on function o(date) is 'date';
