create schema app;
create schema old_store;
create table old_store.price (sku text primary key, cents int not null);
create view app.current_price as select sku, cents from old_store.price;
