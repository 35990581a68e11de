create type address as (street text, zip int);
create table client (id int primary key, a address);
insert into client values (1, row('Main', 1000));
