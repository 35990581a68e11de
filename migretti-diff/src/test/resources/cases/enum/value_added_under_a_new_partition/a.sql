-- anew: public.sale
create type region as enum ('eu', 'us');
create table sale (id int not null, region region not null) partition by list (region);
create table sale_eu partition of sale for values in ('eu');
insert into sale values (1, 'eu');
