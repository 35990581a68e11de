create domain code as text;
create table t (c code);
insert into t values ('too long for it');
