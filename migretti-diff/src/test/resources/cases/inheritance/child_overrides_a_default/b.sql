create table base (id int, kind text default 'base');
create table kid (kind text default 'kid', constraint kid_kind check (kind = 'kid' or kind = 'base')) inherits (base);
insert into kid values (1);
