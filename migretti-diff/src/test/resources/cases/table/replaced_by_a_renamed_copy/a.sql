create table customer (id int primary key, name text not null);
create table invoice (id int primary key, customer_id int not null references customer);
create view open_invoice as select i.id, c.name from invoice i join customer c on c.id = i.customer_id;
