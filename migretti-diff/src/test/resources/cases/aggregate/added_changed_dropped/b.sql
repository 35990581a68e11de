create function add_up(numeric, int) returns numeric language sql immutable as 'select $1 + coalesce($2, 0)';
create function finish(numeric) returns text language sql immutable as 'select $1::text';
create aggregate total(int) (sfunc = add_up, stype = numeric, initcond = '10', finalfunc = finish);
create aggregate fresh(int) (sfunc = add_up, stype = numeric, parallel = safe, finalfunc = finish, finalfunc_modify = read_write);
comment on aggregate fresh(int) is 'adds';
