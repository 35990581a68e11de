create extension btree_gist;
create table booking (id int primary key, room int, during tsrange, active boolean default true, constraint no_clash exclude using gist (room with =, during with &&));
insert into booking values (1, 1, '[2020-01-01,2020-01-02)');
