create table t (a int);
alter table t add constraint late check (a < 10) not valid;
alter table t add constraint never check (a > 0) not valid;
