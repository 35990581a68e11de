INSERT INTO books (title, stock) VALUES ('Persuasion', 1);
