create table m (a int not null, gone text, b int) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create table m2 partition of m for values from (10) to (20);
insert into m values (1, 'x', 2), (11, 'y', 3);
create view v as select a, b from m;
