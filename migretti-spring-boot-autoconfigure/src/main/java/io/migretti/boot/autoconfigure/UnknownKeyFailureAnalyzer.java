package io.migretti.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Names a key under {@code migretti} that does not exist, where it stands, and those that do. */
@Order(0) // before the one that explains unknown keys in general
final class UnknownKeyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final Set<Class<?>> GROUPS =
            Set.of(MigrettiSettings.Lock.class, StartupSettings.Hooks.class, MigrettiEndpointSettings.class);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        List<ConfigurationProperty> unknown = cause.getUnboundProperties().stream()
                .filter(property -> property.getName().toString().startsWith("migretti."))
                .toList();
        if (unknown.isEmpty()) {
            return null;
        }
        List<ConfigurationProperty> empty =
                unknown.stream().filter(UnknownKeyFailureAnalyzer::isEmpty).toList();
        if (empty.size() == unknown.size()) {
            return MigrettiFailureAnalyzer.analysis(
                    lines(empty, "` has no value"), "give it one, or leave it out for its default", cause);
        }
        String what = lines(unknown, "` is not a setting");
        return MigrettiFailureAnalyzer.analysis(
                what,
                "use one of " + keys(MigrettiProperties.class) + "; under `migretti.instances.<name>` also env, envs;"
                        + " there and under `migretti.envs.<name>` one of " + keys(MigrettiSettings.class),
                cause);
    }

    /** Spring binds nothing for an empty text where a number, a duration or a choice belongs, and then misses it. */
    private static boolean isEmpty(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        String last = name.getLastElement(ConfigurationPropertyName.Form.DASHED);
        Stream<String> known = Stream.concat(keys("", MigrettiProperties.class), keys("", MigrettiSettings.class));
        return String.valueOf(property.getValue()).isBlank()
                && known.anyMatch(key -> key.equals(last) || key.endsWith("." + last));
    }

    private static String lines(List<ConfigurationProperty> properties, String what) {
        return properties.stream()
                .map(property -> "`" + property.getName() + what
                        + (property.getOrigin() == null ? "" : "; it stands in " + property.getOrigin()))
                .collect(Collectors.joining("\n"));
    }

    private static String keys(Class<?> type) {
        return keys("", type).sorted().collect(Collectors.joining(", "));
    }

    private static Stream<String> keys(String prefix, Class<?> type) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
                .filter(property -> property.getWriteMethod() != null)
                .flatMap(property -> {
                    String name = prefix + DataObjectPropertyName.toDashedForm(property.getName());
                    Class<?> value = property.getPropertyType();
                    return value != null && GROUPS.contains(value) ? keys(name + ".", value) : Stream.of(name);
                });
    }
}
