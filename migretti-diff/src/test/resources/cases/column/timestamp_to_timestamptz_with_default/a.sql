create table t (id int, at timestamp not null default now());
insert into t values (1, '2020-02-02 10:00');
create view latest as select max(at) as at from t;
