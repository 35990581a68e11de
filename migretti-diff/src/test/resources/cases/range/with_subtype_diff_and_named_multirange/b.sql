create function time_diff(time, time) returns float8 language sql immutable strict as 'select extract(epoch from ($1 - $2))::float8';
create type shift as range (subtype = time, subtype_diff = time_diff, multirange_type_name = many_shifts);
create table worker (id int primary key, s shift, ss many_shifts);
insert into worker values (1, '[08:00,12:00)', '{[08:00,12:00)}');
