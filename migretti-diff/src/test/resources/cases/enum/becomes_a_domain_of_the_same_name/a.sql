CREATE TYPE state AS ENUM ('on', 'off');
CREATE FUNCTION shown(state) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE TABLE lamps (id int, now state NOT NULL DEFAULT 'on', others state[]);
INSERT INTO lamps VALUES (1, 'off', '{on,off}');
CREATE INDEX by_state ON lamps (now);
CREATE VIEW states AS SELECT now, shown(now) FROM lamps;
