create table p (id int not null, code int not null);
create unique index p_code on p (code);
create table c (code int references p (code));
insert into p values (1, 2);
insert into c values (2);
