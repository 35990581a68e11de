package io.migretti.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Shows what is wrong with the application's configuration of migrations. */
@Order(0) // before the one that explains a cycle of beans in general
final class MigrettiConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<MigrettiConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrettiConfigurationException cause) {
        return MigrettiFailureAnalyzer.analysis(cause.what(), cause.next(), cause);
    }
}
