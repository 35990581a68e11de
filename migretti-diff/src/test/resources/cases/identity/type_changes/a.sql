create table t (id int generated always as identity primary key);
create table child (t_id int references t);
insert into t default values;
insert into child values (1);
