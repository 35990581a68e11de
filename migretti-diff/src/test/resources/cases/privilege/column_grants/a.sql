-- role: diff_reader
-- with: privileges
create table t (a int, b int, "C c" int, d int);
grant select (a, b), update (b) on t to diff_reader;
grant references (d) on t to public;
