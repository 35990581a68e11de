-- role: diff_owner
-- role: Diff "Odd; Role"
-- with: privileges
create schema app;
create table t (id serial, v int);
create table app.i (id int generated always as identity);
create view v as select v from t;
create materialized view m as select v from t;
create function f(int) returns int language sql as 'select 1';
create procedure p() language sql as 'select 1';
create aggregate agg(int) (sfunc = int4pl, stype = int);
create type e as enum ('x');
create type c as (x int);
create type r as range (subtype = float8);
create domain d as int;
create sequence s;
create statistics st on id, v from t;
create collation co (provider = icu, locale = 'de');
create publication pu for table t;
alter schema app owner to diff_owner;
alter table app.i owner to diff_owner;
alter sequence s owner to diff_owner;
