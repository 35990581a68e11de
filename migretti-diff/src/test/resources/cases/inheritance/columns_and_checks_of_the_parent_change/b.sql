create table base (id bigint not null, new_one text default 'n', constraint positive check (id >= 0), constraint mine check (new_one <> '') no inherit);
create table kid (x int) inherits (base);
create table grandkid (y int) inherits (kid);
insert into grandkid values (1, 'o', 2, 3);
