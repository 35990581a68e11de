create table m (a int primary key) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create table m2 partition of m for values from (10) to (20);
create publication p for table m1, m2;
