create table m (id int not null, at date not null, y int generated always as (extract(year from at)::int) stored) partition by range (id);
create table m1 partition of m for values from (1) to (100);
insert into m values (5, '2020-01-01');
