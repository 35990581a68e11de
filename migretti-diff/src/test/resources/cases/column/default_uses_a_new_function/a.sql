create table t (id int, code text default 'none');
insert into t values (1);
