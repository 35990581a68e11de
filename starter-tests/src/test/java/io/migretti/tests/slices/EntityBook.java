package io.migretti.tests.slices;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Stored by JPA. */
@Entity
@Table(name = "books")
class EntityBook {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String title = "";
    private int stock;

    @Nullable
    Long id() {
        return id;
    }

    String title() {
        return title;
    }

    static EntityBook of(String title, int stock) {
        EntityBook book = new EntityBook();
        book.title = title;
        book.stock = stock;
        return book;
    }

    int stock() {
        return stock;
    }
}
