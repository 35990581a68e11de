create type region as enum ('eu', 'us', 'asia');
create table sale (id int not null, region region not null) partition by list (region);
create table sale_eu partition of sale for values in ('eu');
create table sale_asia partition of sale for values in ('asia', 'us');
insert into sale values (1, 'eu');
