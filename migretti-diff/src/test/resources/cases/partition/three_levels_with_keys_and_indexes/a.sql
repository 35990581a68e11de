create table m (tenant int not null, kind text not null, at date not null, v int, primary key (tenant, kind, at)) partition by list (tenant);
create table m_1 partition of m for values in (1) partition by list (kind);
create table m_1_a partition of m_1 for values in ('a') partition by range (at);
create table m_1_a_2020 partition of m_1_a for values from ('2020-01-01') to ('2021-01-01');
create index m_v on m (v);
insert into m values (1, 'a', '2020-06-01', 9);
