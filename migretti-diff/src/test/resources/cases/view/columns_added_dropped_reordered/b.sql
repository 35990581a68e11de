create table t (a int, b text, c date);
create view added as select a, b from t;
create view dropped as select a from t;
create view swapped as select b, a from t;
create view retyped as select a::bigint as x from t;
create view renamed as select a as y from t;
