-- migration: Fill the catalogue
-- id: 01KFAQ52HH41S8RHTQ47AZTGXX

-- migrate: up
INSERT INTO authors (name)
VALUES ('Jane Austen'), ('Mary Shelley'), ('Herman Melville'), ('Leo Tolstoy'), ('Emily Brontë');

INSERT INTO books (isbn, title, author_id, price, stock)
SELECT v.isbn, v.title, a.id, v.price, v.stock
FROM (VALUES
    ('9780141439518', 'Pride and Prejudice', 'Jane Austen',     8.99, 25),
    ('9780141439662', 'Sense and Sensibility', 'Jane Austen',   8.99, 12),
    ('9780141439471', 'Frankenstein',        'Mary Shelley',    7.50, 18),
    ('9780142437247', 'Moby-Dick',           'Herman Melville', 12.00, 6),
    ('9780140447934', 'War and Peace',       'Leo Tolstoy',     16.50, 4),
    ('9780143035008', 'Anna Karenina',       'Leo Tolstoy',     14.00, 9),
    ('9780141439556', 'Wuthering Heights',   'Emily Brontë',    8.25, 15)
) AS v (isbn, title, author, price, stock)
JOIN authors a ON a.name = v.author
ORDER BY v.isbn;

WITH placed AS (
    INSERT INTO orders (customer, status, placed_at)
    VALUES ('Ada', 'shipped', '2026-01-16 09:30:00+00'), ('Grace', 'new', '2026-01-18 17:05:00+00')
    RETURNING id, customer
)
INSERT INTO order_lines (order_id, book_id, quantity)
SELECT placed.id, b.id, v.quantity
FROM (VALUES
    ('Ada',   '9780141439471', 1),
    ('Ada',   '9780142437247', 1),
    ('Grace', '9780141439518', 2)
) AS v (customer, isbn, quantity)
JOIN placed ON placed.customer = v.customer
JOIN books b ON b.isbn = v.isbn;

-- migrate: irreversible
