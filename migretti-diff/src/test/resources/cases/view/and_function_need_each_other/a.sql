CREATE TABLE people (id int, name text);
INSERT INTO people VALUES (1, 'one');
