create table t (a int, b int, s int generated always as (a - b) stored, d int, p int generated always as (b * 2) stored);
insert into t (a, b, d) values (1, 2, 3);
create index t_s on t (s);
create view v as select s, a from t;
