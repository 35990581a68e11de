create table ev (id int not null, kind text not null) partition by hash (id);
create table ev_0 partition of ev for values with (modulus 1, remainder 0);
