create table a (id int primary key, c int not null);
create unique index a_c on a (c);
create table b (id int primary key, c int not null unique);
create table c (id int primary key);
create table d (id int primary key);
alter table a replica identity using index a_c;
alter table b replica identity full;
alter table d replica identity nothing;
