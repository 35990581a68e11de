create table page (id int primary key, title text not null);
insert into page values (1, 'Start');
