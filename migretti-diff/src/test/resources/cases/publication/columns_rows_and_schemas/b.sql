create schema app;
create table a (id int primary key, x int, y text);
create table app.b (id int primary key);
create table app.c (id int primary key);
create publication p1 for table a (id, y) where (id > 10);
create publication p2 for tables in schema public, app;
create publication p3 for table a where (id < 100), tables in schema app;
create publication p4 for table a (id, x);
