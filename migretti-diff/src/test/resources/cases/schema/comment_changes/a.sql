create schema app;
comment on schema app is 'first';
comment on schema public is 'where everybody writes';
