create table w (id bigint primary key, c1 bigint not null, c2 numeric(9,3) default 2, c3 varchar(50) not null default 'q', c4 text collate "C", c5 timestamp, c6 jsonb default '[]', constraint c1_c2 check (c1 <= c2), unique (c3, c4));
insert into w values (1, 1, 1, 'x', 'x', '2020-01-01');
create view wv as select * from w;
create index w_c5 on w (c5) where c6 is not null;
