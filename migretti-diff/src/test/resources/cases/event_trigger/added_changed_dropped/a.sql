create function watch() returns event_trigger language plpgsql as $$ begin end $$;
create function watch_more() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger e1 on ddl_command_end execute function watch();
create event trigger e2 on ddl_command_start when tag in ('CREATE TABLE') execute function watch();
create event trigger gone on sql_drop execute function watch();
