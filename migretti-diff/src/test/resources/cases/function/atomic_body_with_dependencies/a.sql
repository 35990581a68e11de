create table t (a int, b text);
create function f() returns bigint language sql begin atomic select count(*) from t where a > 0; end;
