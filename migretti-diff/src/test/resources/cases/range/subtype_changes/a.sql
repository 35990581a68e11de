create type span as range (subtype = float4);
create table probe (id int primary key, s span);
insert into probe values (1, '[1,2)');
