create table t (a int, b text);
create function act() returns trigger language plpgsql as $$ begin return new; end $$;
create view v as select b from t;
create trigger v_ins instead of insert on v for each row execute function act();
create rule v_del as on delete to v do instead nothing;
comment on trigger v_ins on v is 'inserts';
comment on rule v_del on v is 'never';
