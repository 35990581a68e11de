-- migrate: up
SELECT 6;
-- migrate: irreversible
