package io.migretti.boot.autoconfigure;

import io.migretti.CommandHook;
import io.migretti.CommandHook.Moment;
import io.migretti.MigrettiBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The keys that say what happens at a start, as parts of an engine. Nothing to do where no key is set. */
final class StartupParts {

    private StartupParts() {}

    /** What the engine has to be told for its start: its seeds and its commands. */
    static void add(MigrettiBuilder builder, EnvironmentChoice choice, ConfigurableApplicationContext context) {
        StartupSettings settings = choice.settings();
        if (settings.isSeed() && settings.getSeedLocations().isEmpty()) {
            throw new MigrettiConfigurationException(
                    "Seeds are asked for, and `" + choice.key("seed-locations") + "` is empty",
                    "set it to the places of the seeds, or leave it out for classpath:seeds");
        }
        for (String location : settings.getSeedLocations()) {
            builder.seeds(Locations.source(choice, "seed-locations", location, context));
        }
        requireTime(choice, "wait-timeout", settings.getWaitTimeout());
        requireTime(choice, "connect-timeout", settings.getConnectTimeout());
        StartupSettings.Hooks hooks = settings.getHooks();
        if (hooks.getTimeout().toMillis() < 1) {
            throw unusable(choice.key("hooks.timeout"), "it must be at least 1 ms, and is " + hooks.getTimeout(), null);
        }
        addHook(builder, choice, Moment.PRE_APPLY, hooks.getPreApply());
        addHook(builder, choice, Moment.POST_APPLY, hooks.getPostApply());
        addHook(builder, choice, Moment.PRE_ROLLBACK, hooks.getPreRollback());
        addHook(builder, choice, Moment.POST_ROLLBACK, hooks.getPostRollback());
        String baseline = settings.getBaseline();
        if (baseline != null) {
            refuseUnusable(choice.key("baseline"), () -> builder.baseline(baseline));
        }
    }

    private static void addHook(
            MigrettiBuilder builder, EnvironmentChoice choice, Moment moment, @Nullable String command) {
        if (command != null) {
            Duration timeout = choice.settings().getHooks().getTimeout();
            refuseUnusable(
                    choice.key("hooks." + moment),
                    () -> builder.hook(new CommandHook(moment, command, choice.name(), timeout)));
        }
    }

    private static void requireTime(EnvironmentChoice choice, String setting, Duration time) {
        if (time.isNegative()) {
            throw unusable(choice.key(setting), "it must be 0 or more, and is " + time, null);
        }
    }

    private static void refuseUnusable(String key, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            throw unusable(key, String.valueOf(e.getMessage()), e);
        }
    }

    private static MigrettiConfigurationException unusable(String key, String why, @Nullable Throwable cause) {
        return new MigrettiConfigurationException("`" + key + "` cannot be used: " + why, "correct it", cause);
    }
}
