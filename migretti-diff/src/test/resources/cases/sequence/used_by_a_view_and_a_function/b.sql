create sequence s increment 5;
create sequence s2;
comment on sequence s2 is 'the second';
create table t (id int);
create view v as select nextval('s2') as n, id from t;
create function next_s2() returns bigint language sql begin atomic select nextval('s2'); end;
