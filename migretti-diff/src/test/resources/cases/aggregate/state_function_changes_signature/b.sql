create function acc(x int, y int) returns int language sql immutable as 'select $1 + $2';
create aggregate summed(int) (sfunc = acc, stype = int, initcond = '0');
create table t (v int);
create view v as select summed(v) as s from t;
