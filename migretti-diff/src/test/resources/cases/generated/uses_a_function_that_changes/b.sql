create function norm(text) returns text language sql immutable strict as 'select lower(trim($1))';
create table t (name text, key text generated always as (norm(name)) stored unique);
insert into t values ('Abc');
