package io.migretti.tests.slices;

import org.springframework.data.repository.CrudRepository;

interface StoredBooks extends CrudRepository<StoredBook, Long> {}
