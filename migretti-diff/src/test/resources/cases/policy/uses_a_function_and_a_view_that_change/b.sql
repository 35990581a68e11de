create function tenant() returns bigint language sql stable as 'select 1::bigint';
create table t (tenant int);
create view mine as select 'x'::text as m, 1 as n;
create policy p on t using (tenant = tenant());
create policy q on t for select using (exists (select from mine where n = tenant));
