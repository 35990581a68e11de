create function norm(v text) returns varchar language sql immutable as 'select lower($1)';
create table t (name text, key text generated always as (norm(name)) stored);
