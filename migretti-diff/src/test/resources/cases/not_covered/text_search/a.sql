-- limit: text search
create table t (a int);
