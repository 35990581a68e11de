CREATE TYPE person AS (id int, name text, gone text);
CREATE TYPE animal AS (id int);
CREATE TABLE people OF person (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'nobody' NOT NULL);
CREATE TABLE animals OF animal;
INSERT INTO people VALUES (1, 'one', 'x');
INSERT INTO animals VALUES (1);
CREATE VIEW names AS SELECT name FROM people;
