create schema tools;
create extension pg_trgm schema tools;
create table word (w text);
create index word_trgm on word using gin (w tools.gin_trgm_ops);
