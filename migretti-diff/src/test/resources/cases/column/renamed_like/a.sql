create table t (id int primary key, mail text not null default '');
insert into t values (1, 'x');
