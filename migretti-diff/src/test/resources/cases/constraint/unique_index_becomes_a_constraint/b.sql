create table t (a int not null, b int not null);
alter table t add constraint t_a unique (a);
create unique index t_b on t (b);
insert into t values (1, 2);
