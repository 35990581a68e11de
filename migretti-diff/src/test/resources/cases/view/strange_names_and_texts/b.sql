create table t (a int);
create view "V ""one""" as select a as "A;", 'x;y'::text as "select", $$it's \ "$$::text as "Ü" from t;
create view "; drop table t; --" as select E'\n--\n/*'::text as c;
