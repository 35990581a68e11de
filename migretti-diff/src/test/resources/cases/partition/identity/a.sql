-- since: 17
create table p (id int not null, a int not null) partition by list (a);
create table p1 partition of p for values in (1);
insert into p values (1, 1);
