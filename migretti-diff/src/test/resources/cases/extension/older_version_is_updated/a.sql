-- only: a to b
create extension hstore version '1.6';
