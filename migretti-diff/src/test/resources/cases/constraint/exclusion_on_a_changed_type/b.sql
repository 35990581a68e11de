create extension btree_gist;
create table booking (room bigint, during tsrange, constraint no_clash exclude using gist (room with =, during with &&));
insert into booking values (1, '[2020-01-01,2020-01-02)');
