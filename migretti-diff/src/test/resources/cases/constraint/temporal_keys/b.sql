create extension btree_gist;
create table room (id int, during daterange, primary key (id, during without overlaps));
create table booking (room_id int, during daterange, foreign key (room_id, period during) references room (id, period during));
