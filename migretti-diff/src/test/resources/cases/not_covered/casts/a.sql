-- limit: cast
create type wrapped as (v int);
create function wrap(int) returns wrapped language sql immutable as 'select row($1)::wrapped';
create table t (a int);
