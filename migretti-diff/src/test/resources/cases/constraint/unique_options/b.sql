create table t (a int, b int, c int);
alter table t add constraint u1 unique (a) deferrable initially deferred, add constraint u2 unique (c, b), add constraint u3 unique (c) include (a, b) with (fillfactor = 50);
insert into t values (1, 2, 3);
