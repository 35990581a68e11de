create table node (id int primary key, up int);
create recursive view chain (id, depth) as select id, 1 from node where up is null union all select n.id, c.depth + 1 from node n join chain c on n.up = c.id;
create view agg as with x as (select up, count(*) as n from node group by up) select up, n, rank() over (order by n desc) from x;
