create table kid (id int not null, x int);
create view everything as select id from kid;
insert into kid values (1, 2);
