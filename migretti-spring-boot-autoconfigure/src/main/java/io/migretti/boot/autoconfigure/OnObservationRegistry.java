package io.migretti.boot.autoconfigure;

import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Any bean may be an observation registry. Asked before {@code @ConditionalOnBean}, which judges more finely and takes a
 * start much longer: the type is on every class path, and most applications have no such bean.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OnObservationRegistry extends SpringBootCondition implements ConfigurationCondition {

    private static final String REGISTRY = "io.micrometer.observation.ObservationRegistry";

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("an observation registry");
        return EngineRegistrar.isDefined(
                        REGISTRY, context.getClassLoader(), Objects.requireNonNull(context.getBeanFactory()))
                ? ConditionOutcome.match(message.foundExactly("a bean of type " + REGISTRY))
                : ConditionOutcome.noMatch(message.because("there is no bean of type " + REGISTRY));
    }
}
