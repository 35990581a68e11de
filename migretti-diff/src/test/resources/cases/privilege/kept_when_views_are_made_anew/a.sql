-- role: diff_reader
-- role: diff_writer
create table t (id int primary key, v int);
create view v1 as select id, v from t;
create view v2 as select v from v1;
create materialized view m as select v from v2;
create function f() returns setof v1 language sql as 'select * from v1';
grant select on v1 to diff_reader with grant option;
grant select on v1 to diff_writer;
grant select (v), update (v) on v2 to diff_writer;
grant select on m to diff_reader;
revoke execute on function f() from public;
grant execute on function f() to diff_reader;
alter view v2 owner to diff_writer;
alter materialized view m owner to diff_writer;
insert into t values (1, 2);
