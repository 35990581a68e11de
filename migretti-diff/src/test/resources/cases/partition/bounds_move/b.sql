create table log (n int not null) partition by range (n);
create table log_1 partition of log for values from (1) to (8);
create table log_2 partition of log for values from (8) to (30);
create table log_rest partition of log default;
insert into log values (5), (15), (99);
