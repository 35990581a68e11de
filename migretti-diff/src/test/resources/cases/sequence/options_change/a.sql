create sequence counter;
create sequence backwards as smallint increment by -1 minvalue -100 maxvalue -1 start -5 cycle;
