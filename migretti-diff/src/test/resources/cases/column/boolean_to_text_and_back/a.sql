create table t (id int, flag boolean not null default false);
insert into t values (1, true);
