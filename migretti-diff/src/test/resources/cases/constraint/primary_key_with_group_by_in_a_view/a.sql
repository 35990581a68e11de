create table t (id int, a text, b text, primary key (id));
create view v as select id, a, b from t group by id;
insert into t values (1, 'a', 'b');
