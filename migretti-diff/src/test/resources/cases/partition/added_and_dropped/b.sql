create table log (at date not null, line text) partition by range (at);
create table log_2020 partition of log for values from ('2020-01-01') to ('2021-01-01');
create table log_2021 partition of log for values from ('2021-01-01') to ('2022-01-01');
create table log_other partition of log default;
insert into log values ('2020-05-05', 'x');
