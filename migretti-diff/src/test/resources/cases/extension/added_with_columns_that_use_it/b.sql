create extension hstore;
create extension citext;
create table page (id int primary key, title text not null, tags hstore, author citext default 'nobody'::citext);
insert into page values (1, 'Start', 'a=>1', 'Ann');
create index page_tags on page using gin (tags);
