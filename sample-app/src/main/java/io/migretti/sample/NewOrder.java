package io.migretti.sample;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a customer sends; anything may be missing. */
record NewOrder(@Nullable String customer, @Nullable List<@Nullable Line> lines) {

    record Line(@Nullable Long bookId, @Nullable Integer quantity) {}

    String requireCustomer() {
        if (customer == null || customer.isBlank()) {
            throw ShopProblem.invalid("An order needs a customer.");
        }
        return customer.strip();
    }

    /**
     * How many copies of which book, by ascending id, so that two orders lock the same books in the same order and
     * never wait for each other.
     */
    TreeMap<Long, Integer> requireQuantities() {
        if (lines == null || lines.isEmpty()) {
            throw ShopProblem.invalid("An order needs at least one line.");
        }
        TreeMap<Long, Integer> quantities = new TreeMap<>();
        for (Line line : lines) {
            if (line == null || line.bookId() == null || line.quantity() == null || line.quantity() < 1) {
                throw ShopProblem.invalid("Every line needs a bookId and a quantity of at least 1.");
            }
            if (quantities.put(line.bookId(), line.quantity()) != null) {
                throw ShopProblem.invalid("Book " + line.bookId() + " is in more than one line.");
            }
        }
        return quantities;
    }
}
