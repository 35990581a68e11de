create type alpha as (x int);
create table beta (id int primary key);
create table uses (b alpha, a_id int references beta);
