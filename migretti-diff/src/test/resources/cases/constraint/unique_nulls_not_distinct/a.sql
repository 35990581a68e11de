-- since: 15
create table t (a int, b int, constraint u unique (a), constraint w unique nulls not distinct (b));
insert into t values (1, null);
