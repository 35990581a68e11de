-- migrate: no-transaction
-- migrate: irreversible
-- migrate: up
CREATE INDEX CONCURRENTLY books_title ON books (title);
