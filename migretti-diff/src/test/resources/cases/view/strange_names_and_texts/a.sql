create table t (a int);
create view "V ""one""" as select a as "A;", 'x;y'::text as "select" from t;
