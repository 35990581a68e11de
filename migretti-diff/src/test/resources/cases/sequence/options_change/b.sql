create sequence counter as integer increment by 10 minvalue 5 maxvalue 9999 start 15 cache 7 cycle;
create sequence backwards as bigint increment by -2 start -1;
