create table t (id int);
create type three as enum ('it''s', 'a"b', E'back\\slash', '');
