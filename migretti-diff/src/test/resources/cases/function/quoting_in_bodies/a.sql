create function q() returns text language plpgsql as $outer$ begin return $$a$$; end $outer$;
