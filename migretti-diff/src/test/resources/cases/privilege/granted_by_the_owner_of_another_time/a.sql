-- role: diff_owner
-- role: diff_reader
-- with: privileges
create table t (a int);
alter table t owner to diff_owner;
grant select on t to diff_reader;
revoke delete on t from diff_owner;
