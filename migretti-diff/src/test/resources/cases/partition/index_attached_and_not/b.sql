CREATE TABLE events (id int, region text) PARTITION BY LIST (region);
CREATE TABLE north PARTITION OF events FOR VALUES IN ('north');
CREATE TABLE south PARTITION OF events FOR VALUES IN ('south');
INSERT INTO events VALUES (1, 'north');
CREATE INDEX by_id ON ONLY events (id);
CREATE INDEX north_by_id ON north (id);
CREATE INDEX south_by_id ON south (id);
ALTER INDEX by_id ATTACH PARTITION north_by_id;
ALTER INDEX by_id ATTACH PARTITION south_by_id;
