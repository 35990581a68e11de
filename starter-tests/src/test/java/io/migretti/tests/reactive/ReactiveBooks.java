package io.migretti.tests.reactive;

import org.springframework.data.repository.reactive.ReactiveCrudRepository;

interface ReactiveBooks extends ReactiveCrudRepository<StoredBook, Long> {}
