-- since: 18
create table t (a int constraint a_there not null, b int not null, c int);
insert into t values (1, 2, 3);
