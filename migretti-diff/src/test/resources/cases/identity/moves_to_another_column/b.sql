create table t (a int not null, b int generated always as identity);
insert into t (a) values (5);
