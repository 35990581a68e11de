create collation blind (provider = icu, locale = 'und', deterministic = true);
create table word (w text collate blind primary key);
insert into word values ('a');
create view words as select w from word order by w;
