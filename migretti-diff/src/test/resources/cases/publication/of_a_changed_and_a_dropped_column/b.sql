create table a (id bigint primary key, x int);
create publication p1 for table a (id, x) where (id > 0);
create publication p2 for table a (id);
insert into a values (1, 2);
