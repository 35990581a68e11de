create table t (id serial primary key, note text);
insert into t (note) values ('x'), ('y');
create view v as select id from t;
