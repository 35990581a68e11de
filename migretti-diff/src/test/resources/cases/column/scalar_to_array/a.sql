create table t (id int, tag text);
