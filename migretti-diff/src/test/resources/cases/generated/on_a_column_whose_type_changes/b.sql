create table t (id int primary key, a bigint not null, twice bigint generated always as (a * 2) stored, label text generated always as ('n' || a::text) stored);
insert into t (id, a) values (1, 5);
create index t_twice on t (twice);
create view v as select twice, label from t;
comment on column t.twice is 'doubled';
