create table self (id int primary key, up int, side int references self);
