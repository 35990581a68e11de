create table t (a int, b int, c text);
create statistics s1 (dependencies) on a, b from t;
create statistics s2 on a, b, c from t;
create statistics s3 (ndistinct) on a, c from t;
