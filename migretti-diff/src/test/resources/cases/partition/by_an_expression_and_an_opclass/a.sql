create table m (t text not null, n int) partition by list (lower(t));
create table m_a partition of m for values in ('a');
insert into m values ('A', 1);
