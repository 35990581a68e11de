create table t (a int, b text);
create table log (a int, at timestamptz default now());
create rule r1 as on insert to t do also insert into log values (new.a);
create rule r2 as on update to t where old.a <> new.a do instead nothing;
create rule r3 as on delete to t do also notify gone;
