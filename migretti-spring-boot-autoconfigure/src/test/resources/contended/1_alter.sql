-- migrate: irreversible
-- migrate: up
ALTER TABLE books ADD COLUMN title text;
