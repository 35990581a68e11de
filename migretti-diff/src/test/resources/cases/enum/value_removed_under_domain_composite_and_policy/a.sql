create type kind as enum ('a', 'b', 'c');
create domain strict_kind as kind check (value <> 'c');
create type tagged as (k kind, at date);
create table thing (id int primary key, k kind, s strict_kind, t tagged);
insert into thing values (1, 'a', 'a', row('a', '2020-01-01'));
alter table thing enable row level security;
create policy only_a on thing using (k = 'a');
