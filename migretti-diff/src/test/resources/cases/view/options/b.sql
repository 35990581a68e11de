create table t (a int);
create view v1 as select a from t;
create view v2 with (security_barrier = true) as select a from t where a > 0 with cascaded check option;
create view v3 as select a from t where a > 0 with check option;
