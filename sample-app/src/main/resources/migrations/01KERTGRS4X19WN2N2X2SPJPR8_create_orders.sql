-- migration: Create orders
-- id: 01KERTGRS4X19WN2N2X2SPJPR8

-- migrate: up
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'cancelled');

CREATE TABLE orders (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer  text NOT NULL CHECK (customer <> ''),
    status    order_status NOT NULL DEFAULT 'new',
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE order_lines (
    order_id   bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    book_id    bigint NOT NULL REFERENCES books,
    quantity   integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(8, 2) NOT NULL CHECK (unit_price > 0),
    total      numeric(12, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    PRIMARY KEY (order_id, book_id)
);

CREATE INDEX order_lines_book_id_idx ON order_lines (book_id);

-- migrate: down
DROP TABLE order_lines;
DROP TABLE orders;
DROP TYPE order_status;
