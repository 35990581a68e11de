create table t (id int primary key, v bigint);
create view v1 as select id, v from t;
create view v2 as select v from v1;
create materialized view m as select v from v2;
create function f() returns setof v1 language sql as 'select * from v1';
grant select on v1 to diff_writer;
insert into t values (1, 2);
