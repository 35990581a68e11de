-- migration: Take ordered books from the stock
-- id: 01KF14VPDPFQB6RNY1EWHB9D8F

-- migrate: up
CREATE FUNCTION take_stock() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- One statement finds out and takes: two orders cannot both get the last copy.
    UPDATE books
    SET stock = stock - NEW.quantity
    WHERE id = NEW.book_id AND stock >= NEW.quantity
    RETURNING price INTO NEW.unit_price;

    IF NOT FOUND THEN
        RAISE EXCEPTION 'fewer than % copies of book % are left', NEW.quantity, NEW.book_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER order_lines_take_stock
    BEFORE INSERT ON order_lines
    FOR EACH ROW EXECUTE FUNCTION take_stock();

-- migrate: down
DROP TRIGGER order_lines_take_stock ON order_lines;
DROP FUNCTION take_stock();
