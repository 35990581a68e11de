create function act() returns trigger language plpgsql as $$ begin return null; end $$;
create function act2() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (a int, b int);
create trigger t1 before insert on t for each row execute function act();
create trigger t2 after update of a on t for each row when (old.a is distinct from new.a) execute function act();
create trigger t3 after insert on t for each statement execute function act('x');
create constraint trigger t4 after insert on t deferrable for each row execute function act();
create trigger gone after truncate on t execute function act();
