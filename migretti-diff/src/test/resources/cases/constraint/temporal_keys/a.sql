-- since: 18
create extension btree_gist;
create table room (id int, during daterange, primary key (id, during));
create table booking (room_id int, during daterange);
