create extension citext;
create table account (email text not null unique, note text);
insert into account values ('A@x.org', 'n'), ('b@x.org', null);
create view emails as select email from account;
