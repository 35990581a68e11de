package io.migretti.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Somebody may ask what the engines have done: Actuator's health or info, metrics, observations, or the record of the
 * start's steps. An application without any of them does not pay for the answers.
 */
final class OnWatched extends SpringBootCondition implements ConfigurationCondition {

    private static final List<String> ASKING = List.of(
            "org.springframework.boot.health.contributor.HealthContributor",
            "org.springframework.boot.actuate.info.InfoContributor",
            "io.micrometer.core.instrument.binder.MeterBinder");

    private static final String OBSERVATIONS = "io.micrometer.observation.ObservationRegistry";

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("somebody to tell about migrations");
        var beans = Objects.requireNonNull(context.getBeanFactory());
        if (beans.getApplicationStartup() != ApplicationStartup.DEFAULT) {
            return ConditionOutcome.match(message.because("the steps of the start are recorded"));
        }
        ClassLoader classes = context.getClassLoader();
        for (String asking : ASKING) {
            if (ClassUtils.isPresent(asking, classes)) {
                return ConditionOutcome.match(message.foundExactly(asking));
            }
        }
        return ClassUtils.isPresent(OBSERVATIONS, classes)
                        && beans.getBeanNamesForType(ClassUtils.resolveClassName(OBSERVATIONS, classes), true, false)
                                        .length
                                > 0
                ? ConditionOutcome.match(message.foundExactly("a bean of type " + OBSERVATIONS))
                : ConditionOutcome.noMatch(message.because(
                        "there is no health, info, meter or observation, and the steps of the start are not recorded"));
    }
}
