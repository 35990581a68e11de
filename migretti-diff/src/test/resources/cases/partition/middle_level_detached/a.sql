create table m (a int not null, b int not null) partition by list (a);
create table m1 partition of m for values in (1) partition by list (b);
create table m1x partition of m1 for values in (1);
create index m_b on m (b);
insert into m values (1, 1);
