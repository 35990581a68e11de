create table t (a int, b int);
comment on column t.b is 'goes';
comment on table t is 'stays';
