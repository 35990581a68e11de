create schema north;
create schema south;
create table south.city (id int primary key, name text);
create table north.port (id int primary key, depth numeric(5,2));
