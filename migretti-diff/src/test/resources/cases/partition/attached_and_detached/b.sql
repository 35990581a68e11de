create table log (at date not null, line text) partition by range (at);
create table log_a (at date not null, line text);
create table log_b partition of log for values from ('2020-01-01') to ('2021-01-01');
insert into log_a values ('2019-05-05', 'x');
insert into log values ('2020-05-05', 'y');
