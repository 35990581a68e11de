create table "select" ("from" int, "a.b" int, "x""y" int, "Ünï" int);
insert into "select" values (1, 2, 3, 4);
create view "where" as select "from" as "order", "a.b" from "select";
