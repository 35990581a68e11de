create table t (id int primary key, name text collate "C" not null unique);
insert into t values (1, 'x');
create view v as select name from t;
create function longest(t) returns text language sql as 'select $1.name';
