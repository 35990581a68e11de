create function act() returns trigger language plpgsql as $$ begin return null; end $$;
create function act2() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (a int, b int);
create trigger t1 after insert or delete on t for each row execute function act();
create trigger t2 after update of a, b on t for each row when (old.b is distinct from new.b) execute function act();
create trigger t3 after insert on t for each statement execute function act2('x', 'it''s', '3');
create constraint trigger t4 after insert on t deferrable initially deferred for each row execute function act();
create trigger fresh after truncate on t execute function act();
comment on trigger fresh on t is 'new';
