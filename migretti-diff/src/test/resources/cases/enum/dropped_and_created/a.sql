create table t (id int);
create type one as enum ();
create type two as enum ('x');
comment on type two is 'the second';
