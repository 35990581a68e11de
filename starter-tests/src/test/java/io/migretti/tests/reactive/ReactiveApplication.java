package io.migretti.tests.reactive;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Apart from the others, whose slices refuse a reactive repository. */
@SpringBootApplication
class ReactiveApplication {}
