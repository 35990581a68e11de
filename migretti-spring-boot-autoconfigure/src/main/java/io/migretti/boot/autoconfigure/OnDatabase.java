package io.migretti.boot.autoconfigure;

import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Something says where a database is. Whether it is enough to choose one is found out when an engine is built. */
final class OnDatabase extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return outcome(
                Objects.requireNonNull(context.getBeanFactory()), context.getEnvironment(), context.getClassLoader());
    }

    static ConditionOutcome outcome(ListableBeanFactory beans, Environment environment, @Nullable ClassLoader classes) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("a database to migrate");
        for (Class<?> type :
                new Class<?>[] {DataSource.class, MigrettiConnectionDetails.class, JdbcConnectionDetails.class}) {
            if (EngineRegistrar.isDefined(type, beans)) {
                return ConditionOutcome.match(message.foundExactly("a bean of type " + type.getName()));
            }
        }
        if (EngineRegistrar.isDefined(Databases.R2DBC, classes, beans)) {
            return ConditionOutcome.match(message.foundExactly("a bean of type " + Databases.R2DBC));
        }
        return isUrlGiven(environment)
                ? ConditionOutcome.match(message.foundExactly("a url below migretti"))
                : ConditionOutcome.noMatch(
                        message.because("there is neither a bean that has one, nor a url below migretti"));
    }

    /** Of any instance, in any environment. */
    private static boolean isUrlGiven(Environment environment) {
        Map<String, Object> keys = BindFailures.binder(environment)
                .bind("migretti", Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of);
        return hasUrl(keys) || new Aliases(environment).isGiven("url");
    }

    private static boolean hasUrl(Map<?, ?> keys) {
        return keys.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue() instanceof Map<?, ?> inner ? hasUrl(inner) : "url".equals(entry.getKey()));
    }
}
