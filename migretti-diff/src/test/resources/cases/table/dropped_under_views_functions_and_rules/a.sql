create table base (id int primary key, v int);
create table audit (id int, at timestamptz);
create view v1 as select * from base;
create view v2 as select id from v1;
create materialized view m1 as select count(*) from v2;
create function f(base) returns int language sql as 'select $1.v';
create function g() returns setof v1 language sql as 'select * from v1';
create rule r as on update to base do also insert into audit values (new.id, now());
