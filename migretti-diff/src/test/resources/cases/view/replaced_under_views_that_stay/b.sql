create table t (a int, b text, c date);
create view v1 as select b, a from t;
create view v2 as select a from v1;
create view v3 as select a from v2;
create view v4 as select * from v3;
comment on view v4 is 'the last';
comment on column v3.a is 'three';
