create schema app;
comment on schema app is 'second';
comment on schema public is null;
