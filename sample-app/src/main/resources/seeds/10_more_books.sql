-- For every environment that seeds. Runs at every start, so what is there already is left alone.

INSERT INTO authors (name)
VALUES ('George Eliot')
ON CONFLICT DO NOTHING;

INSERT INTO books (isbn, title, author_id, price, stock)
SELECT '9780141439549', 'Middlemarch', id, 11.25, 8
FROM authors
WHERE name = 'George Eliot'
ON CONFLICT (isbn) DO NOTHING;
