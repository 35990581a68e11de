create table t (a int, b int default 3);
create view v as select * from t;
create view v2 as select a, b from v;
