create table car (id int primary key, color text not null default 'red');
insert into car values (1, 'red'), (2, 'green');
create index car_color on car (color);
