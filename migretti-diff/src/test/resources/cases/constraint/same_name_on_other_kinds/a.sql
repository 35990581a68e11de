create table t (a int, b int);
alter table t add constraint thing check (a > 0);
create unique index other on t (b);
insert into t values (1, 2);
