create table t (id text primary key);
create table child (t_id text references t on delete cascade);
insert into t values ('7b1a3f2e-8a53-4c8d-9d0a-1f6f0a6b4c11');
insert into child select id from t;
