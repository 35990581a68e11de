create table t (a int, v int generated always as (a + 3) virtual, w int generated always as (a + 2) virtual, x int generated always as (a) virtual);
insert into t (a) values (1);
