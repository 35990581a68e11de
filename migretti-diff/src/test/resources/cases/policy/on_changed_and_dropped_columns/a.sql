create table t (a int, b int, c int);
create table allowed (a int);
alter table t enable row level security;
create policy on_a on t using (a > 0 and a in (select allowed.a from allowed));
create policy on_b on t for select using (b > 0);
comment on policy on_a on t is 'kept';
insert into t values (1, 2, 3);
