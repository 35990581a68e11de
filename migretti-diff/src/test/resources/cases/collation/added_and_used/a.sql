create table person (id int primary key, name text);
insert into person values (1, 'Ægir');
create index person_name on person (name);
