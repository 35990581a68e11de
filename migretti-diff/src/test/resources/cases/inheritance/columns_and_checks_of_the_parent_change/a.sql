create table base (id int not null, old_one text, constraint positive check (id > 0));
create table kid (x int) inherits (base);
create table grandkid (y int) inherits (kid);
insert into grandkid values (1, 'o', 2, 3);
