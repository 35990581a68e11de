-- migrate: up
CREATE TABLE orders (id int PRIMARY KEY);
INSERT INTO orders VALUES (1);

-- migrate: down
DROP TABLE orders;
