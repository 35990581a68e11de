create table base (id int, kind text default 'base');
create table kid (constraint kid_kind check (kind = 'kid' or kind = 'base')) inherits (base);
alter table kid alter column kind set default 'kid';
insert into kid values (1);
