create type pair as (l int, r int);
create function make_pair(int, int) returns pair language sql immutable as 'select row($1, $2)::pair';
create function left_of(pair) returns int language sql immutable as 'select $1.l';
