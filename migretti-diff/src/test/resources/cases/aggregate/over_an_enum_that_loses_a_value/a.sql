create type mood as enum ('sad', 'ok', 'happy');
create function happier(mood, mood) returns mood language sql immutable as 'select greatest($1, $2)';
create aggregate best(mood) (sfunc = happier, stype = mood);
create table p (m mood);
create view v as select best(m) as b from p;
insert into p values ('ok');
