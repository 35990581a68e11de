CREATE TABLE animals (id int, name text);
CREATE TABLE dogs (name text, age int) INHERITS (animals);
INSERT INTO dogs VALUES (1, 'Rex', 7);
