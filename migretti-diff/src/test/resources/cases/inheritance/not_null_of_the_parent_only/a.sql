-- only: a to b
CREATE TABLE animals (id int NOT NULL);
CREATE TABLE dogs (age int) INHERITS (animals);
CREATE TABLE puppies () INHERITS (dogs);
INSERT INTO dogs VALUES (1, 7);
