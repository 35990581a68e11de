create table t (a int, b int, c int);
comment on column t.a is E'it''s \\ a "quote" \n -- and ; a $$ line';
comment on column t.b is E'two\r\nlines\t';
comment on column t.c is '/* ünï */ ''';
