create table city (id int primary key, name text collate "C" not null, constraint long check (name > 'a'));
insert into city values (1, 'oslo');
create view city_names as select name from city where name > 'b';
create index city_i on city (name);
