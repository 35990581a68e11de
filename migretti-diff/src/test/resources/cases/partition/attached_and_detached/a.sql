create table log (at date not null, line text) partition by range (at);
create table log_a partition of log for values from ('2019-01-01') to ('2020-01-01');
create table log_b (at date not null, line text);
insert into log_b values ('2020-05-05', 'x');
insert into log values ('2019-05-05', 'y');
