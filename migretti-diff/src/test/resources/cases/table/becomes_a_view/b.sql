create table source (id int primary key, v text);
create view shown as select id, v from source;
create function total() returns bigint language sql as 'select count(*) from shown';
