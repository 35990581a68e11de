-- since: 15
create table a (id int primary key, x int, y text);
create publication p1 for table a (id, x) where (id > 0);
create publication p2 for table a (id, y);
insert into a values (1, 2, 'x');
