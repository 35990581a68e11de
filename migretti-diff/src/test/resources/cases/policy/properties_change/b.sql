create table t (a int, b text, who name);
alter table t enable row level security;
create policy p1 on t for all using (a > 0);
create policy p2 on t to diff_reader, "Diff ""Odd; Role""" using (who = current_user and a > 1);
create policy p3 on t as permissive for insert with check (a < 10);
create policy p4 on t for update using (a > 0);
create policy "P;5" on t to public using (b = 'it''s');
comment on policy "P;5" on t is 'five';
