create domain code as text;
alter domain code add constraint four check (length(value) = 4) not valid;
create table t (c code);
