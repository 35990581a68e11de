create function keep_last(text, text) returns text language sql immutable as 'select $2';
create function forget(text, text) returns text language sql immutable as 'select $1';
create table t (v text);
create aggregate latest(text) (sfunc = keep_last, stype = text, msfunc = keep_last, minvfunc = forget, mstype = text, sspace = 64);
create aggregate pick(text order by text) (sfunc = keep_last, stype = text);
create view v as select latest(v) as l from t;
