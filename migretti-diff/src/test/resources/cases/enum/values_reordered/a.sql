create type mood as enum ('sad', 'ok', 'happy');
create table person (name text primary key, mood mood default 'ok', moods mood[] default '{ok}');
insert into person values ('a', 'sad', '{sad,happy}'), ('b', 'happy', null);
