-- migration: Find the orders that wait to be sent
-- id: 01KGHK19EEZ4YBPZGRJ4GCQN3F

-- migrate: no-transaction

-- migrate: up
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (placed_at) WHERE status IN ('new', 'paid');

-- migrate: down
DROP INDEX CONCURRENTLY orders_open_idx;
