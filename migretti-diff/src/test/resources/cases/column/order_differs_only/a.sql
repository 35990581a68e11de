create table t (a int, b text, c date);
create view v as select a, b, c from t;
