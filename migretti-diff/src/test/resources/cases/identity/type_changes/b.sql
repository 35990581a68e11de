create table t (id bigint generated always as identity primary key);
create table child (t_id bigint references t);
insert into t default values;
insert into child values (1);
