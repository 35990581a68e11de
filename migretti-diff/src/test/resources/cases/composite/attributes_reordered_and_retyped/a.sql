CREATE TYPE place AS (street text, number int);
CREATE TABLE people (home place);
INSERT INTO people VALUES (ROW('Main', 1)), (NULL);
