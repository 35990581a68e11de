create domain label as text;
create type entry as (k text, v text);
create table list (l label, e entry);
