create type size as enum ('m', 'l');
create table shirt (id int primary key, size size);
insert into shirt values (1, 'm'), (2, 'l'), (3, null);
