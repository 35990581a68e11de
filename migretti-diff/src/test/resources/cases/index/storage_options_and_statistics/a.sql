create table t (a int, b text);
create index i on t (a) with (fillfactor = 70);
create index e on t ((a + 1), (b || 'x'));
create index g on t using brin (a) with (autosummarize = on);
