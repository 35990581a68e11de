create domain base as text check (value is not null);
create domain sub as base check (length(value) < 20);
create domain subsub as sub collate "C" default 'q';
create table t (s sub, ss subsub);
