create sequence s;
create unlogged sequence r;
