-- migration: Count the copies
-- migrate: no-transaction

-- migrate: up
ALTER TABLE books ADD COLUMN stock integer NOT NULL DEFAULT 0;
CREATE INDEX CONCURRENTLY books_stock_idx ON books (stock);

-- migrate: down
ALTER TABLE books DROP COLUMN stock;
