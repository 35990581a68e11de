create table t (id serial, keep int);
