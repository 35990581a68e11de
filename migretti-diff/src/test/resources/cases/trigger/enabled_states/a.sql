create function act() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (a int);
create trigger t1 before insert on t for each row execute function act();
create trigger t2 before insert on t for each row execute function act();
create trigger t3 before insert on t for each row execute function act();
alter table t disable trigger t1;
alter table t enable replica trigger t2;
