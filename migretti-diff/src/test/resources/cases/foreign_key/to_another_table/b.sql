create table q (id int primary key);
create table c (r int constraint f references q);
