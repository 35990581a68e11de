create table t (id int, doc jsonb default '{}', docs jsonb[]);
insert into t values (1, '{"a":1}', array['[1]'::jsonb]);
create index t_doc on t using gin (doc jsonb_path_ops);
create view v as select doc ->> 'a' as a from t;
