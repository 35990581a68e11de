create table t (a int, b int, c text);
create statistics s1 (mcv, ndistinct) on a, b from t;
create statistics s2 on a, b, c from t;
alter statistics s2 set statistics 42;
comment on statistics s2 is 'three columns';
create statistics s4 on (a + b), lower(c) from t;
