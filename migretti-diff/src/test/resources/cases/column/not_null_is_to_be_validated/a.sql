-- since: 18
CREATE TABLE people (id int);
ALTER TABLE people ADD CONSTRAINT known NOT NULL id NOT VALID;
INSERT INTO people VALUES (1);
