create type time_range as range (subtype = time);
create table opening (id int, hours time_range, exclude using gist (hours with &&));
create function is_open(time_range, time) returns boolean language sql immutable as 'select $1 @> $2';
