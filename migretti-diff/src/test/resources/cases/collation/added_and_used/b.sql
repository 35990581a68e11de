create collation nordic (provider = icu, locale = 'nb-NO');
comment on collation nordic is 'æøå';
create table person (id int primary key, name text collate nordic);
insert into person values (1, 'Ægir');
create index person_name on person (name);
create index person_name_c on person (name collate "C" text_pattern_ops);
