create type paint as enum ('green', 'red', 'blue');
create table car (id int primary key, color paint not null default 'red');
insert into car values (1, 'red'), (2, 'green');
