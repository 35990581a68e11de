package io.migretti.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Beans that take part in migrations are created before those that use the schema, which wait for the migrations. */
final class EarlyBeans {

    private static final String NEXT =
            "let it use the connection that it is given, or a DataSource; ask for beans that use the schema through an"
                    + " ObjectProvider after the start, or listen to MigrettiCompletedEvent";

    private EarlyBeans() {}

    /** @throws MigrettiConfigurationException if one cannot be created yet, because it needs one that waits */
    static <T> T create(Supplier<T> beans) {
        try {
            return beans.get();
        } catch (BeanCreationException e) {
            throw refusal(e);
        }
    }

    /** All of a type, in their order. */
    static <T> List<T> ordered(Class<T> type, BeanFactory beans) {
        try {
            return beans.getBeanProvider(type).orderedStream().toList();
        } catch (BeanCreationException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(BeanCreationException e) {
        return e.contains(BeanCurrentlyInCreationException.class)
                ? new MigrettiConfigurationException(what(String.valueOf(e.getBeanName())), NEXT, e)
                : e;
    }

    private static String what(String bean) {
        return "The bean `" + bean + "` takes part in migrations, and needs a bean that is created only when the"
                + " migrations are done";
    }

    static FailureAnalysis analysis(String bean, Throwable failure) {
        return MigrettiFailureAnalyzer.analysis(
                "The migrations depend on the bean `" + bean + "`, which depends on them", NEXT, failure);
    }
}
