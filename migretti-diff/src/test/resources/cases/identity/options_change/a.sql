create table t (id bigint generated always as identity (start with 10 increment by 2));
insert into t default values;
