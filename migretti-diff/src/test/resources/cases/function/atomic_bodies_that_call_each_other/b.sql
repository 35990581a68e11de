CREATE TABLE people (id int);
CREATE FUNCTION factorial(n int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION factorial(n int) RETURNS int LANGUAGE sql
BEGIN ATOMIC SELECT CASE WHEN n < 2 THEN 1 ELSE n * factorial(n - 1) END; END;
CREATE FUNCTION even(n int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE sql RETURN n <> 0 AND even(n - 1);
CREATE OR REPLACE FUNCTION even(n int) RETURNS boolean LANGUAGE sql RETURN n = 0 OR odd(n - 1);
