create domain positive as int default 1 not null constraint positive_check check (value >= 0) constraint small check (value < 1000000);
create table account (id positive primary key, balance positive);
insert into account values (1, 100);
