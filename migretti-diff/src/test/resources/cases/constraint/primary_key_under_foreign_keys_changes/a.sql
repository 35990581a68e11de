create table a (id int not null, code text not null, primary key (id), unique (code));
create table b (a_id int references a);
create table c (a_code text references a (code));
insert into a values (1, 'x');
insert into b values (1);
insert into c values ('x');
