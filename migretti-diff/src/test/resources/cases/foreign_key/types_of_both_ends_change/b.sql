create table p (id bigint primary key);
create table c1 (id bigint primary key, p_id bigint not null references p);
create table c2 (id bigint primary key, c1_id bigint references c1, p_id bigint references p on delete cascade);
insert into p values (1);
insert into c1 values (1, 1);
insert into c2 values (1, 1, 1);
