create table t (a int, b int not null, c int default 3, d int not null default 9);
insert into t values (1, 2, 3, 4);
