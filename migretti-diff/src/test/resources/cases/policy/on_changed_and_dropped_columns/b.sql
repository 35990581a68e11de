create table t (a bigint, c int);
create table allowed (a bigint);
alter table t enable row level security;
create policy on_a on t using (a > 0 and a in (select allowed.a from allowed));
comment on policy on_a on t is 'kept';
insert into t values (1, 3);
