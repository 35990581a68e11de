create table t (a int constraint a_is_there not null, b int constraint b_there not null, c int);
alter table t add constraint c_there not null c not valid;
insert into t values (1, 2, 3);
