create table t (a int not null, b int, c int not null default 3, d int);
insert into t values (1, 2, 3, 4);
