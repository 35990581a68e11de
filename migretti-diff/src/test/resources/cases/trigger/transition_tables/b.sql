create function act() returns trigger language plpgsql as $$ begin return null; end $$;
create table t (a int);
create trigger u after update on t referencing new table as "New Rows" for each statement execute function act();
create trigger i after insert on t referencing new table as n for each statement execute function act();
