create table a (id int not null, code text not null, primary key (code), constraint a_id_key unique (id));
create table b (a_id int references a (id));
create table c (a_code text references a);
insert into a values (1, 'x');
insert into b values (1);
insert into c values ('x');
