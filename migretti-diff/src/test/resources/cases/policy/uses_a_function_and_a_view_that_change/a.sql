create function tenant() returns int language sql stable as 'select 1';
create table t (tenant int);
create view mine as select 1 as n;
create policy p on t using (tenant = tenant());
create policy q on t for select using (exists (select from mine where n = tenant));
