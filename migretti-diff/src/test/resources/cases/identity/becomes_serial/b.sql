create table t (id bigserial primary key);
insert into t default values;
