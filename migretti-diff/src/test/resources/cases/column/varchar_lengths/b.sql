create table t (a varchar(20), b varchar(10), c varchar(30), d char(5), e numeric(12,4), f timestamp, g varchar(9)[]);
insert into t values ('a', 'b', 'c', 'd', 1.5, '2020-01-01', '{x}');
