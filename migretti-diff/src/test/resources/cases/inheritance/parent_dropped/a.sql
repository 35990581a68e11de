create table base (id int not null);
create table kid (x int) inherits (base);
create view everything as select id from base;
insert into kid values (1, 2);
