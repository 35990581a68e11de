create table p (id int primary key, x int, unique (id, x));
create table c (p_id int, p_x int);
alter table c add constraint f1 foreign key (p_id) references p on delete set null on update cascade deferrable initially deferred;
alter table c add constraint f2 foreign key (p_id, p_x) references p (id, x) on delete set default on update restrict;
insert into p values (1, 1);
insert into c values (1, 1);
