create table ev (id int not null, at date not null);
create view ev_all as select * from ev;
