create table p (id int primary key, x int, unique (id, x));
create table c (p_id int, p_x int);
alter table c add constraint f1 foreign key (p_id) references p;
alter table c add constraint f2 foreign key (p_id, p_x) references p (id, x) match full on delete cascade;
insert into p values (1, 1);
insert into c values (1, 1);
