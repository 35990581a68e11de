package io.migretti.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** An order with its lines. */
record Order(
        long id,
        String customer,
        String status,
        Instant placedAt,
        Instant updatedAt,
        BigDecimal total,
        List<Line> lines) {

    record Line(long bookId, String title, int quantity, BigDecimal unitPrice, BigDecimal total) {}

    /** @param books copies of all lines together */
    record Summary(long id, String customer, String status, Instant placedAt, int books, BigDecimal total) {}
}
