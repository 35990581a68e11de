create function watch() returns event_trigger language plpgsql as $$ begin end $$;
create function watch_more() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger e1 on ddl_command_end execute function watch_more();
create event trigger e2 on ddl_command_start when tag in ('CREATE TABLE', 'DROP VIEW') execute function watch();
alter event trigger e2 enable replica;
create event trigger "Fresh;" on table_rewrite execute function watch();
alter event trigger "Fresh;" disable;
comment on event trigger "Fresh;" is 'rewrites';
