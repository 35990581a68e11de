create table t (a int, b int, s varchar(10), constraint c1 check (a > 0), constraint c2 check (a < b), constraint c3 check (s in ('x', 'y')), check (b <> 5));
insert into t values (1, 2, 'x');
