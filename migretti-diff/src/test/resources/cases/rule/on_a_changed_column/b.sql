create table t (a bigint, b text);
create table log (a bigint);
create rule r as on insert to t where new.a > 0 do also insert into log values (new.a);
alter table t enable always rule r;
comment on rule r on t is 'kept';
insert into t values (1, 'x');
