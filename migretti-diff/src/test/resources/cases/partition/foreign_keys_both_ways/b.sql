create table acc (id int not null, r int not null, parent_id int, primary key (id, r)) partition by list (r);
create table acc_1 partition of acc for values in (1);
create table acc_2 partition of acc for values in (2);
create table pay (id int primary key, acc_id int, acc_r int, constraint pay_acc foreign key (acc_id, acc_r) references acc on delete cascade);
alter table acc add constraint acc_parent foreign key (parent_id, r) references acc (id, r);
insert into acc values (1, 1);
insert into pay values (1, 1, 1);
