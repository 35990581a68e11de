create function is_even(int) returns boolean language sql immutable as 'select $1 % 2 = 0';
create table n (v int);
insert into n values (2), (4);
