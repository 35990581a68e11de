create extension pg_trgm;
create table t (a text);
create index i on t using gist (a gist_trgm_ops(siglen = 32));
