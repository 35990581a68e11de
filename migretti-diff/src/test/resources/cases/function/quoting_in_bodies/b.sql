create function q() returns text language plpgsql as $outer$ begin return $$a$$ || $function$b$function$ || 'it''s \'; end $outer$;
create function "Q;"("A B" int default 1, "select" text default E'\\') returns text language sql as $$ select "select" || ';' $$;
