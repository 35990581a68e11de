create schema north;
create schema south;
create table north.city (id int primary key, name text);
create table south.port (id int primary key, depth numeric(5,2));
insert into north.city values (1, 'Alta'), (2, 'Bodo');
