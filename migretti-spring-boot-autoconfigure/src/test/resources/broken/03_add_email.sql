-- migrate: up
ALTER TABLE books
  ADD COLUMN email txt NOT NULL;

-- migrate: down
ALTER TABLE books DROP COLUMN email;
