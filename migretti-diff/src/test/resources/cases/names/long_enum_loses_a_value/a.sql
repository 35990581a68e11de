create type "Eééééééééééééééééééééééééééééé!" as enum ('x', 'y', 'z');
create table t (id int primary key, e "Eééééééééééééééééééééééééééééé!" default 'x');
insert into t values (1, 'y');
