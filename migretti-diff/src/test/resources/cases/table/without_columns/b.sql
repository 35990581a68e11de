create table nothing (a int);
create table something ();
