create table log (n int not null) partition by range (n);
create table log_1 partition of log for values from (1) to (10);
create table log_2 partition of log for values from (10) to (20);
create table log_rest partition of log default;
insert into log values (5), (15), (99);
