create domain short_text as varchar(20) check (value <> '');
create table tag (id int primary key, t short_text);
insert into tag values (1, 'x');
create view tags as select t from tag;
