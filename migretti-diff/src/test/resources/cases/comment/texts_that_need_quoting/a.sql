create table t (a int, b int, c int);
comment on column t.a is 'x';
comment on column t.b is E'two\nlines';
