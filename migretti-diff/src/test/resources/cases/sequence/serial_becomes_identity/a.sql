create table t (id serial primary key, note text);
insert into t (note) values ('x'), ('y');
