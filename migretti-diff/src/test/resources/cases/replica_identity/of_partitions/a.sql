create table m (a int not null, b int not null) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create unique index m_a on m (a);
alter table m1 replica identity full;
