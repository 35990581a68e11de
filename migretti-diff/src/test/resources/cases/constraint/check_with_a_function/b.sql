create function ok(v int, slack int default 0) returns boolean language plpgsql immutable as $$ begin return v > slack; end $$;
create table t (a int constraint fine check (ok(a)));
insert into t values (1);
