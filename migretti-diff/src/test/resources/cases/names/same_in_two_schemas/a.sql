create schema one;
create schema two;
create type one.kind as enum ('a');
create type two.kind as enum ('b');
create table one.t (k one.kind, primary key (k));
create table two.t (k two.kind);
create function one.f(two.kind) returns one.kind language sql as $$ select 'a'::one.kind $$;
create view one.v as select k from two.t;
