create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
create table m (id int not null, v int) partition by range (id);
create table m1 partition of m for values from (1) to (10);
insert into m values (1, 1);
