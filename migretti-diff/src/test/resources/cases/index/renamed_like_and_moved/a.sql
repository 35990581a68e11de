create table t (a int);
create table u (a int);
create index old_name on t (a);
create index mover on t (a);
