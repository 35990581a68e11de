create function norm(w text) returns text language sql immutable as 'select lower($1)';
create table t (name text, key text generated always as (norm(name)) stored);
