create table base (id int, at date);
create table kid_a (extra int) inherits (base);
create table kid_b (id int, at date, more text);
insert into kid_a values (1, '2020-01-01', 2);
insert into kid_b values (1, '2020-01-01', 'x');
