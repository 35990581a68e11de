-- only: a to b
create extension pg_trgm version '1.4';
create table word (w text);
create index word_trgm on word using gist (w gist_trgm_ops);
