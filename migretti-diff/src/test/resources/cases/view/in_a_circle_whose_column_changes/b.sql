CREATE TABLE people (id bigint, name text);
INSERT INTO people VALUES (1, 'one');
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
CREATE VIEW shown AS SELECT id, name, total() AS total FROM people;
CREATE OR REPLACE FUNCTION total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM shown; END;
