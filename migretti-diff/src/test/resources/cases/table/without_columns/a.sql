create table nothing ();
create table something (a int);
