package io.migretti.sample;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class OrderStore {

    private final JdbcClient jdbc;

    OrderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Order.Summary> summaries() {
        return jdbc.sql("SELECT id, customer, status, placed_at, books, total FROM order_summaries ORDER BY id")
                .query((row, number) -> new Order.Summary(
                        row.getLong("id"),
                        row.getString("customer"),
                        row.getString("status"),
                        instant(row, "placed_at"),
                        row.getInt("books"),
                        row.getBigDecimal("total")))
                .list();
    }

    @Transactional(readOnly = true)
    Optional<Order> find(long id) {
        List<Order.Line> lines = lines(id);
        BigDecimal total = lines.stream().map(Order.Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return jdbc.sql("SELECT id, customer, status, placed_at, updated_at FROM orders WHERE id = :id")
                .param("id", id)
                .query((row, number) -> new Order(
                        row.getLong("id"),
                        row.getString("customer"),
                        row.getString("status"),
                        instant(row, "placed_at"),
                        instant(row, "updated_at"),
                        total,
                        lines))
                .optional();
    }

    private List<Order.Line> lines(long orderId) {
        return jdbc.sql("""
                        SELECT l.book_id, b.title, l.quantity, l.unit_price, l.total
                        FROM order_lines l
                        JOIN books b ON b.id = l.book_id
                        WHERE l.order_id = :id
                        ORDER BY l.book_id
                        """).param("id", orderId).query(Order.Line.class).list();
    }

    /**
     * Stores the order; its lines take their books from the stock (a trigger of {@code order_lines}).
     *
     * @return its id
     */
    @Transactional
    long place(NewOrder order) {
        var quantities = order.requireQuantities();
        long id = jdbc.sql("INSERT INTO orders (customer) VALUES (:customer) RETURNING id")
                .param("customer", order.requireCustomer())
                .query(Long.class)
                .single();
        quantities.forEach((book, quantity) -> addLine(id, book, quantity));
        return id;
    }

    private void addLine(long order, long book, int quantity) {
        try {
            jdbc.sql("INSERT INTO order_lines (order_id, book_id, quantity) VALUES (:order, :book, :quantity)")
                    .param("order", order)
                    .param("book", book)
                    .param("quantity", quantity)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw ShopProblem.conflict("Fewer than " + quantity + " copies of book " + book + " are left.", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
