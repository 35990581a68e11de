create table t (a int, b int, c int);
alter table t add constraint u1 unique (a), add constraint u2 unique (b, c) deferrable, add constraint u3 unique (c) include (a);
insert into t values (1, 2, 3);
