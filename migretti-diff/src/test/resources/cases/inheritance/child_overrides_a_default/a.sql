create table base (id int, kind text default 'base');
create table kid () inherits (base);
insert into kid values (1);
