-- role: diff_reader
-- with: privileges
create table m (a int not null, b int) partition by range (a);
create table m1 partition of m for values from (1) to (10);
grant select on m to diff_reader;
grant update (b) on m1 to diff_reader;
