create function price() returns int language sql as 'select 1';
create view v as select price() as p;
create view w as select p + 1 as q from v;
