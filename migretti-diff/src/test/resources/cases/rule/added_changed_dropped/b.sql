create table t (a int, b text);
create table log (a int, at timestamptz default now());
create rule r1 as on insert to t do also (insert into log values (new.a); insert into log values (-new.a));
create rule r2 as on update to t do instead nothing;
create rule "R 4" as on delete to t do instead delete from log where a = old.a and 'it''s' <> old.b returning a, null::text;
comment on rule r1 on t is 'twice';
alter table t disable rule r2;
