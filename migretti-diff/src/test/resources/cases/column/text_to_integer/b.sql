create table t (id int primary key, v int default 1, w bigint not null default 7);
insert into t values (1, 12, 3), (2, null, 4);
create index t_v on t (v);
