create table t (a int, b int, s int generated always as (a + b) stored, d int generated always as (a * 2) stored, p int);
insert into t (a, b, p) values (1, 2, 3);
create index t_s on t (s);
create view v as select s, a from t;
