create schema app;
create sequence app.numbers;
create table app.t (n bigint default nextval('app.numbers'));
