create table t (a text, b text compression pglz, c bytea, d int);
alter table t alter c set storage plain, alter a set statistics 0, alter d set (n_distinct = 7);
insert into t values ('a');
