-- role: diff_reader
-- role: diff_writer
-- with: privileges
create schema app;
create table t (a int, b int);
create table u (a int);
create view v as select a from t;
create sequence s;
grant select on t to diff_reader;
grant insert, update on t to diff_writer with grant option;
grant select on v to public;
grant usage on sequence s to diff_reader;
grant usage on schema app to diff_reader;
grant all on u to diff_reader;
