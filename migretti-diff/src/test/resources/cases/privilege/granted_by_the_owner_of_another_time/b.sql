create table t (a int);
grant select, update on t to diff_reader;
