create schema stock;
create table stock.item (id bigint primary key, label text not null);
create view stock.labels as select label from stock.item;
create function stock.count_items() returns bigint language sql stable as 'select count(*) from stock.item';
