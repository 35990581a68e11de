create table t (id int, doc json default '{}', docs json[]);
insert into t values (1, '{"a":1}', array['[1]'::json]);
create view v as select doc ->> 'a' as a from t;
