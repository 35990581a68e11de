create table p (id int primary key);
create table q (id int primary key);
create table c (r int constraint f references p);
