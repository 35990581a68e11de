create table t (a int);
grant insert on t to diff_reader;
create table u (a int);
create function f() returns int language sql as 'select 1';
create view v as select a from u;
