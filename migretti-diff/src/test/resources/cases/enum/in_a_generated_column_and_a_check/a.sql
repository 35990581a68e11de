create type grade as enum ('c', 'b', 'a');
create table paper (id int primary key, g grade not null, passed boolean generated always as (g >= 'b') stored, constraint never_c check (g <> 'c' or id > 0));
insert into paper values (1, 'a'), (2, 'c');
