create table p (id int not null generated always as identity, a int not null) partition by list (a);
create table p1 partition of p for values in (1);
insert into p (a) values (1);
