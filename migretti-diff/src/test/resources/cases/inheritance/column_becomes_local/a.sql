create table base (id int, note text);
create table kid (own int) inherits (base);
insert into kid values (1, 'n', 2);
