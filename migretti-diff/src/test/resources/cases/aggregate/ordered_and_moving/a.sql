create function keep_last(text, text) returns text language sql immutable as 'select $2';
create function forget(text, text) returns text language sql immutable as 'select $1';
create table t (v text);
