create type state as enum ('draft', 'new', 'done');
create table job (id int primary key, state state not null default 'draft', check (state <> 'draft' or id > 0));
insert into job values (1, 'new'), (2, 'done');
create index job_drafts on job (id) where state = 'draft';
create view drafts as select id from job where state = 'draft';
