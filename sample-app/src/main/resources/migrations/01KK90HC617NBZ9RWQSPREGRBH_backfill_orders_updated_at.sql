-- migration: Give old orders a time of change
-- id: 01KK90HC617NBZ9RWQSPREGRBH

-- migrate: up
UPDATE orders SET updated_at = placed_at WHERE updated_at IS NULL;
ALTER TABLE orders ALTER COLUMN updated_at SET NOT NULL;

-- migrate: down
ALTER TABLE orders ALTER COLUMN updated_at DROP NOT NULL;
