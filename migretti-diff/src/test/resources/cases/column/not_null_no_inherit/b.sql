create table p (a int constraint p_a not null no inherit);
create table c () inherits (p);
