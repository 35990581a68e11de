drop schema public;
create schema app;
create table app.left_over (id int);
