create schema ext;
create extension citext schema ext;
create table account (email ext.citext primary key);
create function by_email(ext.citext) returns setof account language sql stable as 'select * from account where email = $1';
