-- limit: operator
create function same(int, text) returns boolean language sql immutable as 'select $1::text = $2';
create table t (a int);
