create table t (c date, a int, b text);
create view v as select a, b, c from t;
