create table p (id int primary key);
create table c (p_id int, q_id int);
alter table c add constraint f foreign key (p_id) references p not valid;
alter table c add constraint g foreign key (q_id) references p;
insert into p values (1);
insert into c values (1, 1);
