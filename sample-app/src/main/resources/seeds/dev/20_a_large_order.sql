-- Only where the profile dev is active: an order to play with, placed once.

WITH placed AS (
    INSERT INTO orders (customer)
    SELECT 'Developer'
    WHERE NOT EXISTS (SELECT FROM orders WHERE customer = 'Developer')
    RETURNING id
)
INSERT INTO order_lines (order_id, book_id, quantity)
SELECT placed.id, books.id, 2
FROM placed, books
WHERE books.isbn = '9780141439549';
