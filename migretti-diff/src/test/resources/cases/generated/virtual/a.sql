-- since: 18
create table t (a int, v int generated always as (a + 1) virtual, w int generated always as (a + 2) stored, x int);
insert into t (a) values (1);
