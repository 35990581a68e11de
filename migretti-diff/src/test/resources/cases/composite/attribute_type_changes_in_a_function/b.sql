create type pair as (l bigint, r text collate "C");
create function make_pair(int, text) returns pair language sql immutable as 'select row($1, $2)::pair';
create function left_of(pair) returns bigint language sql immutable as 'select $1.l';
