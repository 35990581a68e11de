create table m (a int not null, b bigint) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create table m2 partition of m for values from (10) to (20);
grant select on m2 to diff_reader;
grant update (b) on m1 to diff_reader;
grant select (a) on m to public;
