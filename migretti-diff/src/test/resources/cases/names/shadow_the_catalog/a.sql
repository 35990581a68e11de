create table pg_class_ (relname text);
create function lower(int) returns int language sql immutable as 'select $1';
create table t (a int);
