package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/** What the module does by reflection: environments are bound by name, and not as beans. */
final class MigrettiRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        BindableRuntimeHintsRegistrar.forTypes(MigrettiProperties.class, InstanceSettings.class, MigrettiSettings.class)
                .registerHints(hints, loader);
    }
}
