create type old_state as enum ('a', 'b');
create table old_t (id int primary key, s old_state default 'a');
create index old_i on old_t (s);
create view old_v as select s from old_t;
create function old_f() returns old_state language sql as $$ select 'a'::old_state $$;
create sequence old_s;
