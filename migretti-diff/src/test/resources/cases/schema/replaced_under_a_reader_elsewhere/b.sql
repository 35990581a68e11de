create schema app;
create schema new_store;
create table new_store.price (sku text primary key, cents int not null);
create view app.current_price as select sku, cents from new_store.price;
