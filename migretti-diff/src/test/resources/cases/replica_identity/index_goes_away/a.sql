create table a (id int primary key, c int not null);
create unique index a_c on a (c);
alter table a replica identity using index a_c;
