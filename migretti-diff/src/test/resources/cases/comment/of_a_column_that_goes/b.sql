create table t (a int, c int);
comment on column t.c is 'comes';
comment on table t is 'stays';
