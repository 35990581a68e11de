create type size as enum ('xs', 's', 'm', 'm+', 'l', 'xl', 'x''xl');
create table shirt (id int primary key, size size);
insert into shirt values (1, 'm'), (2, 'l'), (3, null);
