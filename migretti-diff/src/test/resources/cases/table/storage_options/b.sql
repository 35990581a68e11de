create table t (id int, doc text) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_enabled = false);
insert into t values (1, 'x');
