create function next_code() returns text language plpgsql as $$ begin return 'c' || (select count(*) from t); end $$;
create table t (id int, code text default next_code());
