create table t (a int);
create view v1 with (security_barrier) as select a from t;
create view v2 as select a from t where a > 0 with local check option;
create view v3 as select a from t where a > 0;
