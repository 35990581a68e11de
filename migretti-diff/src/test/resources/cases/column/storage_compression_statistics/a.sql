create table t (a text, b text, c bytea, d int);
alter table t alter a set storage main, alter b set statistics 10, alter d set (n_distinct = 5, n_distinct_inherited = 6);
insert into t values ('a');
