CREATE EXTENSION pg_trgm VERSION '1.5';
CREATE TABLE words (word text);
INSERT INTO words VALUES ('one');
CREATE INDEX by_trigrams ON words USING gin (word gin_trgm_ops);
CREATE VIEW likeness AS SELECT similarity(word, 'two') FROM words;
