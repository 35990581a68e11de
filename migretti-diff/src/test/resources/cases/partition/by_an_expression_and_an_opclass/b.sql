create table m (t text not null, n bigint) partition by list (lower(t));
create table m_a partition of m for values in ('a');
create table m_null partition of m for values in (null, 'b');
create table h (t text not null) partition by range (t text_pattern_ops);
create table h_a partition of h for values from (minvalue) to ('b');
insert into m values ('A', 1);
