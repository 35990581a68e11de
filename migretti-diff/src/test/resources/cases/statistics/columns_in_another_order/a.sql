CREATE TABLE people (age int, name text, "Born In" text);
CREATE STATISTICS likeness (ndistinct, mcv) ON name, age, (age + 1), "Born In" FROM people;
