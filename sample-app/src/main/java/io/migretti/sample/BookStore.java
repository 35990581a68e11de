package io.migretti.sample;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BookStore {

    private static final String BOOKS = """
            SELECT b.id, b.isbn, b.title, a.name AS author, b.price, b.stock
            FROM books b
            JOIN authors a ON a.id = b.author_id
            """;

    private final JdbcClient jdbc;

    BookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Book> all() {
        return jdbc.sql(BOOKS + "ORDER BY b.title").query(Book.class).list();
    }

    Optional<Book> find(long id) {
        return jdbc.sql(BOOKS + "WHERE b.id = :id")
                .param("id", id)
                .query(Book.class)
                .optional();
    }

    /** Those of the ids that are books. */
    Set<Long> existing(Set<Long> ids) {
        return jdbc.sql("SELECT id FROM books WHERE id IN (:ids)")
                .param("ids", ids)
                .query(Long.class)
                .set();
    }
}
