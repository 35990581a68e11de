create table t (a int);
create text search configuration plain (copy = simple);
