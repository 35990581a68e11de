package io.migretti.tests.wrong;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Has a field for which no migration made a column. */
@Entity
@Table(name = "books")
class NumberedBook {

    @Id
    private long id;

    private String isbn = "";

    String describe() {
        return id + " " + isbn;
    }
}
