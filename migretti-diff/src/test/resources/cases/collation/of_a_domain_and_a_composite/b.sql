create collation digits (provider = icu, locale = 'en-u-kn-true');
create domain label as text collate digits;
create type entry as (k text collate digits, v text);
create table list (l label, e entry);
