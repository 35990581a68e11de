create function act() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int, c bigint);
create trigger when_c before update on t for each row when (new.c > 0) execute function act();
alter table t disable trigger when_c;
