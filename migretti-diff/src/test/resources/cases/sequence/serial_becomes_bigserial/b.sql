create table t (id bigserial primary key, note text);
insert into t (note) values ('x'), ('y');
create view v as select id from t;
