create table t (a int, b int, constraint u unique nulls not distinct (a), constraint w unique (b));
insert into t values (1, null);
