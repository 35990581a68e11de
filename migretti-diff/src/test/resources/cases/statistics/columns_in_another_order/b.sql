CREATE TABLE people ("Born In" text, name text, age int, size int);
CREATE STATISTICS likeness (ndistinct, mcv) ON name, age, (age + 1), "Born In" FROM people;
CREATE STATISTICS more ON upper(name), (age * 2) FROM people;
