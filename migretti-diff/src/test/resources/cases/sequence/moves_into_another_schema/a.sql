create schema app;
create sequence numbers;
create table app.t (n bigint default nextval('numbers'));
