create table t (a int);
create unique index i on t (a) nulls not distinct;
