create type color as enum ('red', 'green');
create table car (id int primary key, color color not null default 'red');
insert into car values (1, 'red'), (2, 'green');
create index car_color on car (color);
