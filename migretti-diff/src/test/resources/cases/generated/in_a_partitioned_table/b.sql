create table m (id int not null, at date not null, y bigint generated always as (extract(year from at)::int) stored, z int generated always as (id % 7) stored) partition by range (id);
create table m1 partition of m for values from (1) to (100);
insert into m values (5, '2020-01-01');
