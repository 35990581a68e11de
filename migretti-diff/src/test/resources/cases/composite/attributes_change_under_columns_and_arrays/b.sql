CREATE TYPE place AS (street text, number bigint, town text, zip text);
CREATE TABLE people (home place, others place[]);
INSERT INTO people VALUES (ROW('Main, "St"', 1, 'x', NULL), ARRAY[ROW('B', 2, NULL, NULL)::place, NULL]), (NULL, NULL);
CREATE VIEW streets AS SELECT (home).street FROM people;
