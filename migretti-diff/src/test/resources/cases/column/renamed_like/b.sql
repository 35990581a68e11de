create table t (id int primary key, email text not null default '');
insert into t values (1, 'x');
