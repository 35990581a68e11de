-- since: 15
create unlogged sequence s;
create sequence r;
