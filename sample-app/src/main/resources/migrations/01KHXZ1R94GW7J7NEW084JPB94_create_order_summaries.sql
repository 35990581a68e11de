-- migration: Sum up orders
-- id: 01KHXZ1R94GW7J7NEW084JPB94

-- migrate: up
CREATE VIEW order_summaries AS
SELECT o.id, o.customer, o.status, o.placed_at,
       coalesce(sum(l.quantity), 0) AS books,
       coalesce(sum(l.total), 0)    AS total
FROM orders o
LEFT JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id;

-- migrate: down
DROP VIEW order_summaries;
