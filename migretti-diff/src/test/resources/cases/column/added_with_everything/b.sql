create table t (id int primary key, a text not null default 'x', b int generated always as (id * 2) stored, c numeric(10,2)[] default '{}', d timestamptz default now() not null, e varchar(5) collate "C", f bit(3), g interval day to second(2), h char(4) default 'ab');
comment on column t.a is 'it''s a "column"';
alter table t alter column a set storage external, alter column c set statistics 500, alter column e set (n_distinct = -0.5);
insert into t (id) values (1), (2);
