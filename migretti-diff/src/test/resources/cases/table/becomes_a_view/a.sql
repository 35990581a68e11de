create table source (id int primary key, v text);
create table shown (id int, v text);
create function total() returns bigint language sql as 'select count(*) from shown';
