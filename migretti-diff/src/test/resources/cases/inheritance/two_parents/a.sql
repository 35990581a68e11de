create table p1 (id int, a int);
create table p2 (id int, b int);
create table kid () inherits (p1);
insert into kid values (1, 2);
