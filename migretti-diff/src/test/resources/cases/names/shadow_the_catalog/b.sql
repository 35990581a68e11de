create table pg_class_ (relname text);
create type text as enum ('no');
create domain int4 as pg_catalog.int8;
create function lower(int) returns int language sql immutable as 'select $1 + 1';
create table t (a int, b public.text, c pg_catalog.text, d public.int4);
create view v as select public.lower(a) as a, pg_catalog.lower(c) as c from t;
create table "character varying" (x "char", y varchar);
