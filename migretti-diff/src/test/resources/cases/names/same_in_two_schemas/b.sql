create schema one;
create schema two;
create type one.kind as enum ('a', 'c');
create type two.kind as enum ('d', 'b');
create table one.t (k two.kind, primary key (k));
create table two.t (k one.kind);
create function one.f(one.kind) returns two.kind language sql as $$ select 'b'::two.kind $$;
create view one.v as select k from one.t;
create index t_k on two.t (k);
