create table w (id int primary key, c1 int, c2 int, c3 text, c4 text, c5 date);
insert into w values (1, 1, 1, 'x', 'x', '2020-01-01');
create view wv as select * from w;
