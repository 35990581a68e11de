-- since: 15
create schema app;
create table a (id int primary key, x int, y text);
create table app.b (id int primary key);
create table app.c (id int primary key);
create publication p1 for table a (id, x) where (id > 0);
create publication p2 for tables in schema app;
create publication p3 for table a, app.b;
create publication p4 for table app.b, tables in schema public;
