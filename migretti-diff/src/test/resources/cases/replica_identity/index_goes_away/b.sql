create table a (id int primary key, c int not null);
