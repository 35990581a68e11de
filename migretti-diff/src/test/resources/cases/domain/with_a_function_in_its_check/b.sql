create function is_even(int) returns boolean language sql immutable as 'select $1 % 2 = 0';
create domain even as int constraint really_even check (is_even(value)) not null default 0;
comment on domain even is 'no remainder';
comment on constraint really_even on domain even is 'as the function says';
create table n (v even);
insert into n values (2), (4);
