create function norm(text) returns text language sql immutable parallel safe as 'select lower(trim($1))';
create table t (name text);
create index t_norm on t (norm(name));
create unique index t_norm_u on t (name) where norm(name) <> '';
insert into t values ('X');
