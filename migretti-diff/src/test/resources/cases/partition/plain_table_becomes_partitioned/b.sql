create table ev (id int not null, at date not null) partition by range (at);
create table ev_2020 partition of ev for values from ('2020-01-01') to ('2021-01-01');
create view ev_all as select * from ev;
