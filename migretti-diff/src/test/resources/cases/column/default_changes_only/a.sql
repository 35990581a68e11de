create table t (a int default 1, b text default 'x', c date default current_date, d int, e int not null default 5, primary key (e));
create table child (e int references t);
create view v as select a, e from t;
