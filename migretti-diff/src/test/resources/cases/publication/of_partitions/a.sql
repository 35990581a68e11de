create table m (a int primary key) partition by range (a);
create table m1 partition of m for values from (1) to (10);
create publication p for table m with (publish_via_partition_root);
