CREATE TABLE animals (id int);
CREATE TABLE dogs (age int) INHERITS (animals);
INSERT INTO dogs VALUES (1, 7);
