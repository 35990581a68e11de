-- role: diff_reader
-- with: privileges
grant create on schema public to diff_reader;
revoke usage on schema public from public;
