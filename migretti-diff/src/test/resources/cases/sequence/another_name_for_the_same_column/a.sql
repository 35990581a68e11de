CREATE TABLE people (id serial PRIMARY KEY, name text);
CREATE TABLE animals (id serial PRIMARY KEY);
COMMENT ON SEQUENCE animals_id_seq IS 'said of this one';
INSERT INTO people (name) VALUES ('one'), ('two');
