create table t (id bigint primary key, v text, w int);
create function all_t() returns setof t language sql stable as 'select * from t';
create function one_t(t) returns text language sql stable as 'select $1.v';
create function many_t(t[]) returns int language sql stable as 'select 1';
insert into t values (1, 'x');
