create table t (a bigint, b int, "C c" int);
grant select (a, "C c"), update (b) on t to diff_reader with grant option;
grant select on t to diff_reader;
