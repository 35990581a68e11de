CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TYPE sizes AS RANGE (subtype = size);
CREATE TABLE shirts (fits sizes, more sizes[]);
INSERT INTO shirts VALUES ('[s,l]', '{"[m,l]"}');
