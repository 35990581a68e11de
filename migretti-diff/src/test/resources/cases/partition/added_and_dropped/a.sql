create table log (at date not null, line text) partition by range (at);
create table log_2019 partition of log for values from ('2019-01-01') to ('2020-01-01');
create table log_2020 partition of log for values from ('2020-01-01') to ('2021-01-01');
insert into log values ('2020-05-05', 'x');
