create table t (a int, b text);
create materialized view m with (fillfactor = 60) as select a, b from t with no data;
create materialized view n as select a, b from t;
alter materialized view n alter column a set statistics 7;
alter materialized view n alter column b set storage main;
create statistics n_s on a, b from n;
create index n_idx on n (a);
alter materialized view n cluster on n_idx;
