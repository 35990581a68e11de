create table t (a int, b int, s varchar(10), constraint c1 check (a >= 0), constraint c3 check (s in ('x', 'y', 'z')), constraint c4 check ((a + b) > 1) no inherit, check (b <> 6));
comment on constraint c4 on t is 'together';
insert into t values (1, 2, 'x');
