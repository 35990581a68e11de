create type letters as range (subtype = text, collation = "C");
create table t (id int, l letters);
create index t_l on t using gist (l);
