CREATE TABLE rooms (a int, b int);
INSERT INTO rooms VALUES (1, 1);
