create table audit (id int, at timestamptz);
