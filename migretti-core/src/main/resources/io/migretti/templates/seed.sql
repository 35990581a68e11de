-- seed: ${title}
-- Runs each time that it is asked for: write it so that a second time does no harm (INSERT ... ON CONFLICT DO NOTHING).

