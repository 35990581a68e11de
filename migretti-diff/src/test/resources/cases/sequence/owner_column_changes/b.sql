create sequence loose;
create sequence held;
create table t (id bigint not null default nextval('loose'), other bigint not null default nextval('held'));
alter sequence loose owned by t.id;
insert into t default values;
