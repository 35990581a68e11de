create table t (a int);
create table u (a int);
create index new_name on t (a);
create index mover on u (a);
