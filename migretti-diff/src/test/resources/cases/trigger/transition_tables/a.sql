create function act() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (a int);
create trigger u after update on t referencing old table as o new table as n for each statement execute function act();
