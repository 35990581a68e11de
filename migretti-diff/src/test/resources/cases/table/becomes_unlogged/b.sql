create unlogged table t (id int primary key, v text);
create table u (id serial primary key);
insert into t values (1, 'x');
