create table a (x int not null, y int not null, constraint a_pkey primary key (x));
create table b (x int, y int);
create table c (x int not null, y int not null, constraint old_name primary key (x, y));
insert into a values (1, 2);
insert into b values (1, 2);
