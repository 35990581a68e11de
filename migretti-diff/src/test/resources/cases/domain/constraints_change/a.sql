create domain positive as int check (value > 0);
create table account (id positive primary key, balance positive);
insert into account values (1, 100);
