create table alpha (id int primary key);
create type beta as (x int);
create table uses (b beta, a_id int references alpha);
