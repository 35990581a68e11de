create type row_type as (id int, name text);
create table t (id int primary key);
