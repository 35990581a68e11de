create table p (a int not null) partition by list (a);
create table q (a int not null) partition by list (a);
create table x partition of p for values in (1);
insert into x values (1);
