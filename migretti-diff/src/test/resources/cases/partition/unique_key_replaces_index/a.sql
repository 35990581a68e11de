create table m (a int not null, b int not null) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create index m_ab on m (a, b);
insert into m values (1, 1);
