create schema app;
alter default privileges in schema app grant select, insert on tables to diff_reader with grant option;
alter default privileges for role diff_owner in schema app grant usage on sequences to public;
alter default privileges revoke execute on functions from public;
alter default privileges grant usage on types to diff_reader;
alter default privileges for role diff_owner revoke all on tables from diff_owner;
