package io.migretti.boot.autoconfigure;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Whether there is anything to bind. Most applications set few of the keys, and binding a bean asks each source for each
 * of its properties, which a start can feel.
 */
final class Keys {

    private Keys() {}

    /** No only if it is certain: some sources cannot tell. */
    static boolean mayBeBelow(ConfigurationPropertyName name, Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
                return true;
            }
        }
        return false;
    }
}
