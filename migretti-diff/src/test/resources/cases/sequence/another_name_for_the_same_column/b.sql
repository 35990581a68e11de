CREATE SEQUENCE numbers AS bigint INCREMENT BY 5 CACHE 3;
CREATE TABLE people (id bigint NOT NULL DEFAULT nextval('numbers') PRIMARY KEY, name text);
ALTER SEQUENCE numbers OWNED BY people.id;
CREATE SEQUENCE counter;
CREATE TABLE animals (id int NOT NULL DEFAULT nextval('counter') PRIMARY KEY);
ALTER SEQUENCE counter OWNED BY animals.id;
INSERT INTO people (name) VALUES ('one'), ('two');
