create table a (id int primary key, c int not null);
create unique index a_c on a (c);
create table b (id int primary key, c int not null unique);
create table c (id int primary key);
create table d (id int primary key);
alter table a replica identity full;
alter table b replica identity using index b_c_key;
alter table c replica identity nothing;
alter table d replica identity using index d_pkey;
