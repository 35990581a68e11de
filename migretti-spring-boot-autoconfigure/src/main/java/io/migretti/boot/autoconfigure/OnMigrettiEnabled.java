package io.migretti.boot.autoconfigure;

import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Off only if {@code migretti.enabled} clearly says so. Any other word switches nothing off: it gets as far as the
 * binding of the properties, which refuses what is neither yes nor no.
 */
final class OnMigrettiEnabled extends SpringBootCondition implements ConfigurationCondition {

    /** The words that Spring converts to false. */
    private static final Set<String> OFF = Set.of("false", "off", "no", "0");

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        if (!Keys.mayBeBelow(Instance.ROOT, environment)) {
            return ConditionOutcome.match();
        }
        String value = BindFailures.binder(environment)
                .bind("migretti.enabled", Bindable.of(String.class))
                .orElse("");
        if (!OFF.contains(value.strip().toLowerCase(Locale.ROOT))) {
            return ConditionOutcome.match();
        }
        LoggerFactory.getLogger(OnMigrettiEnabled.class)
                .info("Migrations are switched off by migretti.enabled={}", value);
        return ConditionOutcome.noMatch(
                ConditionMessage.forCondition("migretti.enabled").because("it is " + value));
    }
}
