package io.migretti.tests.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What the slices are cut from. */
@SpringBootApplication
class SliceApplication {}
