create table p (id int primary key);
create table c (a int constraint fa references p, b int constraint fb references p deferrable, c int constraint fc references p deferrable initially deferred);
