create domain base as text;
create domain sub as base check (length(value) < 10);
create table t (s sub);
