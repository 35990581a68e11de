-- role: diff_owner
-- role: diff_reader
-- with: privileges
create schema app;
alter default privileges in schema app grant select on tables to diff_reader;
alter default privileges for role diff_owner grant usage on schemas to diff_reader;
alter default privileges grant execute on functions to diff_reader;
alter default privileges revoke usage on types from public;
