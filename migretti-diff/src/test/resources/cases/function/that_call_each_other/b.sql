set check_function_bodies = off;
create function one(int) returns int language sql as 'select case when $1 > 0 then two($1 - 1) else 0 end';
create function two(int) returns int language sql as 'select one($1)';
create function three() returns int language plpgsql as $$ begin return (select count(*) from later_table); end $$;
create table later_table (a int default one(1));
