create table t (keep int);
create table u (id smallserial primary key, "Odd Id" serial);
