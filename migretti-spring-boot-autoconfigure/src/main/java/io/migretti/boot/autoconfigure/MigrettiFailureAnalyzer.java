package io.migretti.boot.autoconfigure;

import io.migretti.MigrettiException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.util.StringUtils;

/** Shows what the engine threw as an answer to "why does it not start", instead of a stack trace. */
@Order(0)
final class MigrettiFailureAnalyzer extends AbstractFailureAnalyzer<MigrettiException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MigrettiException cause) {
        return MigrettiStartupException.isForeign(cause) ? null : analysis(cause.what(), cause.next(), cause);
    }

    static FailureAnalysis analysis(String what, String next, Throwable cause) {
        boolean complete = what.endsWith(".") || what.contains("\n");
        return new FailureAnalysis(complete ? what : what + ".", StringUtils.capitalize(next) + ".", cause);
    }
}
