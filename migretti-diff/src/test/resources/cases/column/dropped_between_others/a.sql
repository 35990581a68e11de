create table t (a int, b int, c int, d int);
insert into t values (1, 2, 3, 4);
create index t_bc on t (b, c);
create view v as select a, d from t;
