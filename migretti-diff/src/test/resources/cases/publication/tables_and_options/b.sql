create table a (id int primary key, x int);
create table b (id int primary key);
create table c (id int primary key);
create publication p1 for table b, c;
create publication p2 for all tables with (publish = 'insert, update');
create publication p3 for table a with (publish = 'insert, delete, truncate', publish_via_partition_root = true);
create publication "Fresh;" ;
comment on publication "Fresh;" is 'empty';
