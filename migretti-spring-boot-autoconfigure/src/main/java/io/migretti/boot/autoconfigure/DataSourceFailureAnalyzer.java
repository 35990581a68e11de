package io.migretti.boot.autoconfigure;

import io.migretti.MigrettiException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows that a DataSource failed in its own way, if nobody who knows that way explains it. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class DataSourceFailureAnalyzer extends AbstractFailureAnalyzer<MigrettiException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MigrettiException cause) {
        return MigrettiStartupException.isForeign(cause)
                ? MigrettiFailureAnalyzer.analysis(cause.what(), cause.next(), cause)
                : null;
    }
}
