package io.migretti.boot.autoconfigure;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Something says where a database is. Whether it is enough to choose one is found out when an engine is built. */
final class OnDatabase extends AnyNestedCondition {

    OnDatabase() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(DataSource.class)
    static final class ADataSource {}

    @ConditionalOnBean(JdbcConnectionDetails.class)
    static final class AJdbcService {}

    @ConditionalOnBean(MigrettiConnectionDetails.class)
    static final class AService {}

    @ConditionalOnBean(type = "org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails")
    static final class AnR2dbcService {}

    @Conditional(OnUrl.class)
    static final class AUrl {}

    /** Of any instance, in any environment. */
    static final class OnUrl extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, Object> keys = Binder.get(context.getEnvironment())
                    .bind("migretti", Bindable.mapOf(String.class, Object.class))
                    .orElseGet(Map::of);
            ConditionMessage.Builder message = ConditionMessage.forCondition("migretti.url");
            return hasUrl(keys) || new Aliases(context.getEnvironment()).isGiven("url")
                    ? ConditionOutcome.match(message.foundExactly("a url"))
                    : ConditionOutcome.noMatch(message.because("it is not set"));
        }

        private static boolean hasUrl(Map<?, ?> keys) {
            return keys.entrySet().stream()
                    .anyMatch(entry ->
                            entry.getValue() instanceof Map<?, ?> inner ? hasUrl(inner) : "url".equals(entry.getKey()));
        }
    }
}
