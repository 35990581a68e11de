-- role: diff_reader
-- role: Diff "Odd; Role"
create table t (a int, b text, who name);
alter table t enable row level security;
create policy p1 on t for select using (a > 0);
create policy p2 on t to diff_reader using (who = current_user);
create policy p3 on t as restrictive for insert with check (a < 10);
create policy p4 on t for update using (a > 0) with check (a > 1);
create policy gone on t for delete using (true);
