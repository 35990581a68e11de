create table t (id bigint generated always as identity (start with 20 increment by 3 maxvalue 1000 cache 4 cycle));
insert into t default values;
