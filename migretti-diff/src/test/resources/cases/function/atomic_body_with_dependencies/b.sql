create table t (a bigint, b text, c int);
create function f() returns bigint language sql begin atomic select count(*) from t where c > 0 and a > 1; select max(a) from t; end;
create procedure p(x int) language sql begin atomic insert into t (c) values (x); delete from t where c = x; end;
