CREATE TYPE place AS (number bigint, street text);
CREATE TABLE people (home place);
INSERT INTO people VALUES (ROW(1, 'Main')), (NULL);
