-- migration: Note when an order last changed
-- id: 01KK8Z43B2JBR51XH9ERC0WYT9

-- migrate: up
ALTER TABLE orders ADD COLUMN updated_at timestamptz;
ALTER TABLE orders ALTER COLUMN updated_at SET DEFAULT now();

CREATE FUNCTION touch_order() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- A statement that sets the time itself, such as a backfill, keeps what it set.
    IF NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER orders_touch
    BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION touch_order();

-- migrate: down
DROP TRIGGER orders_touch ON orders;
DROP FUNCTION touch_order();
ALTER TABLE orders DROP COLUMN updated_at;
