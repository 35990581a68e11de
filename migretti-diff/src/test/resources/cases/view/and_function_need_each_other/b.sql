CREATE TABLE people (id int, name text);
INSERT INTO people VALUES (1, 'one');
CREATE VIEW shown AS SELECT id, name COLLATE "C" AS name FROM people;
CREATE FUNCTION label(shown) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE OR REPLACE VIEW shown AS SELECT id, name COLLATE "C" AS name, (SELECT label(s) FROM shown s LIMIT 1) AS label FROM people;
COMMENT ON VIEW shown IS 'in a circle';
CREATE VIEW more AS SELECT label FROM shown;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
