-- migration: Search books by title
-- id: 01KGF88NGQD5JBA290QKAQZAN1

-- migrate: no-transaction

-- migrate: up
CREATE INDEX CONCURRENTLY books_title_search_idx ON books (lower(title) text_pattern_ops);

-- migrate: down
DROP INDEX CONCURRENTLY books_title_search_idx;
