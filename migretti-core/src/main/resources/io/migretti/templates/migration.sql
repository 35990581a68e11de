-- migration: ${title}
-- id: ${id}

-- migrate: up


-- migrate: down

