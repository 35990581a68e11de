create table a (id int primary key, x int);
create table b (id int primary key);
create table c (id int primary key);
create publication p1 for table a, b;
create publication p2 for all tables;
create publication p3 for table a with (publish = 'insert');
create publication gone for table c;
