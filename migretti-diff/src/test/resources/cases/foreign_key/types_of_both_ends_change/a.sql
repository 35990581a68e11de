create table p (id int primary key);
create table c1 (id int primary key, p_id int not null references p);
create table c2 (id int primary key, c1_id int references c1, p_id int references p on delete cascade);
insert into p values (1);
insert into c1 values (1, 1);
insert into c2 values (1, 1, 1);
