create table "select" ("from" bigint, "a.b" int default 1, "x""y" int not null, "Ünï" text, "'; drop table ""select""; --" int);
insert into "select" values (1, 2, 3, '4');
create view "where" as select "from" as "order", "a.b" from "select";
create index "Index" on "select" ("x""y", "Ünï");
alter table "select" add constraint "check" check ("x""y" > 0);
comment on column "select"."'; drop table ""select""; --" is '''; drop table "select"; --';
