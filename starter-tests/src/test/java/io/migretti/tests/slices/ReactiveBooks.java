package io.migretti.tests.slices;

import org.springframework.data.repository.reactive.ReactiveCrudRepository;

interface ReactiveBooks extends ReactiveCrudRepository<StoredBook, Long> {}
