create type row_type as (id int, name text);
create table t (id int primary key);
create table typed of row_type (primary key (id));
