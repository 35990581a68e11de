create table t (id int, flag text not null default 'false');
insert into t values (1, 'true');
