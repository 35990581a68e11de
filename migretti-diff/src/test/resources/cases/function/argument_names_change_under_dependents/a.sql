create function calc(a int) returns int language sql immutable as 'select a';
create table t (x int default calc(1), y int check (calc(y) > 0));
create view v as select calc(x) as c from t;
create index i on t (calc(x));
insert into t values (1, 1);
