package io.migretti.sample;

import java.math.BigDecimal;

/** @param stock copies left to sell */
record Book(long id, String isbn, String title, String author, BigDecimal price, int stock) {}
