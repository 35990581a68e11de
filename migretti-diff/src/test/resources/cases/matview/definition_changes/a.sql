create table t (a int, b text);
insert into t values (1, 'x');
create materialized view m as select a, b from t;
create unique index m_a on m (a);
create view on_m as select a from m;
comment on materialized view m is 'kept';
comment on index m_a is 'key';
comment on column m.b is 'text';
