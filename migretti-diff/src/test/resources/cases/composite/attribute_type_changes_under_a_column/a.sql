create type span as (lo int, hi int);
create table shelf (id int primary key, s span, ss span[]);
insert into shelf values (1, row(1, 2), array[row(3, 4)::span]);
