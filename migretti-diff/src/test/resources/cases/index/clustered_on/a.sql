create table t (a int, b int);
create index ia on t (a);
create index ib on t (b);
alter table t cluster on ia;
