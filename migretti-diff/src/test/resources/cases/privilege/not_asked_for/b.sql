create table t (a int);
create function f() returns int language sql as 'select 1';
grant insert on t to public;
alter function f() owner to diff_reader;
alter default privileges grant select on tables to diff_reader;
