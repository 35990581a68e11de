create table ev (id int not null, kind text not null) partition by list (kind);
create table ev_x partition of ev for values in ('x');
