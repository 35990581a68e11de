create table a (id int primary key, c bigint not null, d int not null);
create unique index a_c on a (c, d);
alter table a replica identity using index a_c;
insert into a values (1, 2, 3);
