create type new_state as enum ('a', 'b');
create table new_t (id int primary key, s new_state default 'a');
create index new_i on new_t (s);
create view new_v as select s from new_t;
create function new_f() returns new_state language sql as $$ select 'a'::new_state $$;
create sequence new_s;
