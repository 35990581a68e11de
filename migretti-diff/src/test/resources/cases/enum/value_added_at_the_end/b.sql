create type state as enum ('new', 'done', 'failed');
create table job (id int primary key, state state not null default 'new');
