create table t (a int, b text);
create materialized view m with (fillfactor = 50) as select a, b from t with no data;
create materialized view n as select a, b from t;
