/** What happened: outcomes, failures, status, and the events of a run. */
@NullMarked
package io.migretti.report;

import org.jspecify.annotations.NullMarked;
