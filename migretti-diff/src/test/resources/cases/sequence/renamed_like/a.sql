create sequence old_numbers start 100;
create table t (n bigint default nextval('old_numbers'));
insert into t default values;
