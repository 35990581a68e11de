create schema tools;
create extension pg_trgm;
create table word (w text);
create index word_trgm on word using gin (w gin_trgm_ops);
