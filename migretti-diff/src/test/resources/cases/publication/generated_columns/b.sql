create table a (id int primary key, g int generated always as (id + 1) stored);
create publication p for table a;
create publication q for all tables with (publish_generated_columns = stored);
