package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Shows why the start was given up; before the one for the engine's exception that may be behind it. */
@Order(-1)
final class MigrettiStartupFailureAnalyzer extends AbstractFailureAnalyzer<MigrettiStartupException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MigrettiStartupException cause) {
        if (cause.getCause() != null && MigrettiStartupException.isForeign(cause.getCause())) {
            return null; // DataSourceFailureAnalyzer's
        }
        return MigrettiFailureAnalyzer.analysis(cause.what(), cause.next(), cause);
    }
}
