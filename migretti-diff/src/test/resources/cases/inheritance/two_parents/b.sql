create table p1 (id int, a int);
create table p2 (id int, b int);
create table kid (own int default 4) inherits (p1, p2);
insert into kid values (1, 2, 3);
