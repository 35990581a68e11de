create table t (a int);
create index thing on t (a);
create sequence other;
create view third as select 1 as one;
