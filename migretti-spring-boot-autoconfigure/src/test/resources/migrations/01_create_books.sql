-- migrate: up
CREATE TABLE books (id int PRIMARY KEY, title text NOT NULL);

-- migrate: down
DROP TABLE books;
