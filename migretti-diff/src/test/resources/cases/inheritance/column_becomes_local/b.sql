create table base (id int);
create table kid (own int, note text) inherits (base);
insert into kid values (1, 2, 'n');
