create schema st;
create table t (a int, b int);
create statistics st.s on a, b from t;
create statistics e on (a % 10) from t;
insert into t values (1, 2);
