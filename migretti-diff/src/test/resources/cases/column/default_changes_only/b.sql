create table t (a int default 2, b text, c date default '2020-01-01', d int default (1 + 2), e int not null default 6, primary key (e));
create table child (e int references t);
create view v as select a, e from t;
