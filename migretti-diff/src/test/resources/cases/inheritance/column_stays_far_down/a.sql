-- only: a to b
CREATE TABLE top (id int, note text);
CREATE TABLE middle () INHERITS (top);
CREATE TABLE low () INHERITS (middle);
CREATE TABLE lowest () INHERITS (low);
CREATE TABLE beside () INHERITS (middle);
INSERT INTO low VALUES (1, 'kept');
INSERT INTO lowest VALUES (2, 'lost');
