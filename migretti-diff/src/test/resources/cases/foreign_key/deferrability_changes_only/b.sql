create table p (id int primary key);
create table c (a int constraint fa references p deferrable initially deferred, b int constraint fb references p, c int constraint fc references p deferrable);
