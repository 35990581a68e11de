create table t (a int, b text);
create index i on t (a) with (fillfactor = 80, deduplicate_items = off);
create index e on t ((a + 1), (b || 'x'));
alter index e alter column 2 set statistics 300;
create index g on t using brin (a);
comment on index e is 'expression';
