create table a (id int primary key, b_id int);
create table b (id int primary key, c_id int);
create table c (id int primary key, a_id int references a on delete cascade);
alter table a add constraint a_to_b foreign key (b_id) references b deferrable initially deferred;
alter table b add constraint b_to_c foreign key (c_id) references c on update set null;
