CREATE TABLE animals (id int);
CREATE TABLE dogs (age int) INHERITS (animals);
ALTER TABLE dogs ALTER COLUMN id SET NOT NULL;
CREATE TABLE puppies () INHERITS (dogs);
INSERT INTO dogs VALUES (1, 7);
