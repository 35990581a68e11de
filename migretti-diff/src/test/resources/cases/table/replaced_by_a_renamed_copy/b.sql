create table client (id int primary key, name text not null);
create table invoice (id int primary key, client_id int not null references client);
create view open_invoice as select i.id, c.name from invoice i join client c on c.id = i.client_id;
