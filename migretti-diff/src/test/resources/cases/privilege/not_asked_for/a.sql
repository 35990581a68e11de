-- role: diff_reader
create table t (a int);
create function f() returns int language sql as 'select 1';
grant select on t to diff_reader;
alter table t owner to diff_reader;
