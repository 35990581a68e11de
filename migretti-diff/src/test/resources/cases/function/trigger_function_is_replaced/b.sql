create schema fn;
create function fn.note() returns trigger language plpgsql as $$ begin return new; end $$;
create table t (a int);
create trigger t_note before insert on t for each row execute function fn.note();
