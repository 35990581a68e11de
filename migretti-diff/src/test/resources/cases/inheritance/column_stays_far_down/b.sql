CREATE TABLE top (id int);
CREATE TABLE middle () INHERITS (top);
CREATE TABLE low (note text) INHERITS (middle);
CREATE TABLE lowest () INHERITS (low);
CREATE TABLE beside () INHERITS (middle);
INSERT INTO low VALUES (1, 'kept');
INSERT INTO lowest VALUES (2, 'lost');
