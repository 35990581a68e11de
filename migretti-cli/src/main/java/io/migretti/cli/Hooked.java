package io.migretti.cli;

import io.migretti.CommandHook;
import io.migretti.CommandHook.Moment;
import io.migretti.MigrettiBuilder;
import io.migretti.cli.config.Configuration;
import io.migretti.cli.config.Hooks;
import java.util.Optional;
import java.util.function.Consumer;

/** The shell commands of the configuration, around a run. */
final class Hooked {

    private Hooked() {}

    static Consumer<MigrettiBuilder> with(Invocation mg, Consumer<MigrettiBuilder> settings) {
        return builder -> {
            settings.accept(builder);
            Configuration configuration = mg.configuration();
            Hooks hooks = configuration.hooks();
            add(builder, Moment.PRE_APPLY, hooks.preApply(), configuration);
            add(builder, Moment.POST_APPLY, hooks.postApply(), configuration);
            add(builder, Moment.PRE_ROLLBACK, hooks.preRollback(), configuration);
            add(builder, Moment.POST_ROLLBACK, hooks.postRollback(), configuration);
        };
    }

    private static void add(
            MigrettiBuilder builder, Moment moment, Optional<String> command, Configuration configuration) {
        command.ifPresent(text ->
                builder.hook(new CommandHook(moment, text, configuration.environment(), CommandHook.DEFAULT_TIMEOUT)));
    }
}
