create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
create table m (id int not null, v int, constraint m_v check (v > 0)) partition by range (id);
create table m1 partition of m (v default 7, constraint m1_v check (v < 100)) for values from (1) to (10);
create trigger m_stamp before insert on m for each row execute function stamp();
create trigger m1_stamp after update on m1 for each row execute function stamp();
alter table m1 disable trigger m1_stamp;
insert into m values (1, 1);
