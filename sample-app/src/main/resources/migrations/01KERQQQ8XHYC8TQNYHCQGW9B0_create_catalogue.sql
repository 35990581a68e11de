-- migration: Create the catalogue
-- id: 01KERQQQ8XHYC8TQNYHCQGW9B0

-- migrate: up
CREATE TABLE authors (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> '')
);

-- "Ursula K. Le Guin" and "ursula k. le guin" are one author.
CREATE UNIQUE INDEX authors_name_key ON authors (lower(name));

CREATE TABLE books (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    isbn      text NOT NULL UNIQUE CHECK (isbn ~ '^[0-9]{13}$'),
    title     text NOT NULL CHECK (title <> ''),
    author_id bigint NOT NULL REFERENCES authors,
    price     numeric(8, 2) NOT NULL CHECK (price > 0),
    stock     integer NOT NULL DEFAULT 0 CHECK (stock >= 0)
);

CREATE INDEX books_author_id_idx ON books (author_id);

-- migrate: down
DROP TABLE books;
DROP TABLE authors;
