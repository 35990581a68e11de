create table acc (id int not null, r int not null, primary key (id, r)) partition by list (r);
create table acc_1 partition of acc for values in (1);
create table pay (id int primary key, acc_id int, acc_r int);
insert into acc values (1, 1);
insert into pay values (1, 1, 1);
