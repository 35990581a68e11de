CREATE TYPE place AS (street text, number int, gone text);
CREATE TABLE people (home place, others place[]);
INSERT INTO people VALUES (ROW('Main, "St"', 1, 'x'), ARRAY[ROW('B', 2, NULL)::place, NULL]), (NULL, NULL);
CREATE VIEW streets AS SELECT (home).street FROM people;
