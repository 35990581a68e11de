create table t (a int);
create view v as select a, null::int as b from t;
create view v2 as select b from v;
