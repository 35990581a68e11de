create function act() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int, b int, c int);
create trigger on_b before update of b on t for each row execute function act();
create trigger when_c before update on t for each row when (new.c > 0) execute function act();
alter table t disable trigger when_c;
