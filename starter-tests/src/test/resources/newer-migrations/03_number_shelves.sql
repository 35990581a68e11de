-- migration: Number the shelves

-- migrate: up
ALTER TABLE books ADD COLUMN shelf integer NOT NULL DEFAULT 0;

-- migrate: down
ALTER TABLE books DROP COLUMN shelf;
