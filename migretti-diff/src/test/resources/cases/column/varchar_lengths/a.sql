create table t (a varchar(10), b varchar(20), c varchar, d char(3), e numeric(10,2), f timestamp(3), g varchar(5)[]);
insert into t values ('a', 'b', 'c', 'd', 1.5, '2020-01-01', '{x}');
