package io.migretti.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Shows why the start was given up; before the one for the engine's exception that may be behind it. */
@Order(-1)
final class MigrettiStartupFailureAnalyzer extends AbstractFailureAnalyzer<MigrettiStartupException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrettiStartupException cause) {
        return MigrettiFailureAnalyzer.analysis(cause.what(), cause.next(), cause);
    }
}
