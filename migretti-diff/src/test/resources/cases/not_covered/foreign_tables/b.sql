create extension postgres_fdw;
create server far foreign data wrapper postgres_fdw options (host 'localhost');
create table t (a int);
create foreign table far_t (a int) server far options (table_name 't');
