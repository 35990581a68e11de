create table t (a int, b text);
create materialized view v as select a, b from t;
create index v_a on v (a);
create view m as select a from t;
create view on_v as select a from v;
create view on_m as select a from m;
