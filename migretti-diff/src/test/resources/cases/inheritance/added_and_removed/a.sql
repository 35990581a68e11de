create table base (id int, at date);
create table kid_a (id int, at date, extra int);
create table kid_b (more text) inherits (base);
insert into kid_a values (1, '2020-01-01', 2);
insert into kid_b values (1, '2020-01-01', 'x');
