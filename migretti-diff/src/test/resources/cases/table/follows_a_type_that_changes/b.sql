CREATE TYPE person AS (id bigint, name text, age int);
CREATE TYPE animal AS (id int, legs int);
CREATE TABLE people OF person (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'somebody', age WITH OPTIONS DEFAULT 7);
CREATE TABLE animals OF animal;
INSERT INTO people VALUES (1, 'one');
INSERT INTO animals VALUES (1);
CREATE VIEW names AS SELECT name FROM people;
