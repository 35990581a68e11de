create sequence new_numbers start 100;
create table t (n bigint default nextval('new_numbers'));
insert into t default values;
