-- role: diff_reader
-- with: privileges
alter default privileges grant select on tables to diff_reader;
alter default privileges revoke execute on functions from public;
create table t (a int);
