create table t (a int, d int);
insert into t values (1, 4);
create view v as select a, d from t;
