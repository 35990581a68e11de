create table t (a int);
create view v1 as select a from t;
create view v2 with (security_invoker = on, security_barrier = on) as select a from t;
