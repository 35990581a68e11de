create table m (a int not null, b int not null, constraint m_ab unique (a, b)) partition by range (a);
create table m1 partition of m for values from (1) to (10);
insert into m values (1, 1);
