create function ok(int) returns boolean language plpgsql immutable as $$ begin return $1 > 0; end $$;
create table t (a int constraint fine check (ok(a)));
insert into t values (1);
