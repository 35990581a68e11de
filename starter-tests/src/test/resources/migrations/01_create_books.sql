-- migration: Create books

-- migrate: up
CREATE TABLE books (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL
);

-- migrate: down
DROP TABLE books;
