create table t (a int, b int);
alter table t add constraint thing unique (a);
alter table t add constraint other check (b > 0);
insert into t values (1, 2);
