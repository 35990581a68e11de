create type state as enum ('new', 'done');
create table job (id int primary key, state state not null default 'new');
insert into job values (1, 'new'), (2, 'done');
