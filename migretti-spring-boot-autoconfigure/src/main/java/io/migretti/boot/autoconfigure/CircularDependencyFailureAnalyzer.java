package io.migretti.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Explains that the migrations wait for a bean that waits for them, which Spring has two messages for. */
@Order(0)
final class CircularDependencyFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

    /** What Spring says if one of the two was declared by {@code dependsOn}; other cycles have an exception of their own. */
    private static final Pattern CYCLE = Pattern.compile("Circular depends-on relationship between '(.+)' and '(.+)'");

    private final List<String> initializers;

    CircularDependencyFailureAnalyzer(BeanFactory beans) {
        this.initializers = beans instanceof ListableBeanFactory listable
                ? Arrays.asList(listable.getBeanNamesForType(MigrettiInitializer.class, true, false))
                : List.of();
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
        for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
            Matcher cycle = CYCLE.matcher(String.valueOf(failure.getMessage()));
            if (failure instanceof BeanCreationException && cycle.find()) {
                String first = cycle.group(1);
                String second = cycle.group(2);
                if (initializers.contains(first) || initializers.contains(second)) {
                    return EarlyBeans.analysis(initializers.contains(first) ? second : first, cause);
                }
            }
        }
        return null;
    }
}
