create table node (id int primary key, up int);
create recursive view chain (id, depth) as select id, 0 from node where up is null union all select n.id, c.depth + 1 from node n join chain c on n.up = c.id;
