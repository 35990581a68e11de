-- since: 15
create table t (a int);
create unique index i on t (a);
