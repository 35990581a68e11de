package io.migretti.boot.autoconfigure;

import io.migretti.DatabaseException;
import io.migretti.Migretti;
import io.migretti.MigrettiException;
import io.migretti.report.Outcome;
import java.util.Optional;

/**
 * What a start does with one engine. Decided when it runs, and not by conditions of beans, which ahead-of-time
 * processing fixes when the application is built. Here is what most starts do; the rest is loaded when it is needed.
 */
final class StartupRun {

    private final Migretti migretti;
    private final StartupSettings settings;

    StartupRun(Migretti migretti, StartupSettings settings) {
        this.migretti = migretti;
        this.settings = settings;
    }

    /**
     * @return what was applied, perhaps nothing; empty if nobody has looked
     * @throws MigrettiStartupException if the application must not start
     * @throws MigrettiDryRunException always, if a dry run was asked for and took place
     */
    Optional<Outcome> run() {
        try {
            return settings.getMode() == StartupMode.APPLY && !settings.isDryRun()
                    ? Optional.of(apply())
                    : new StartupCheck(migretti, settings).run();
        } catch (MigrettiException e) {
            throw MigrettiStartupException.becauseOf(e);
        }
    }

    private Outcome apply() {
        Outcome outcome = connectedAndApplied();
        if (outcome.done().isEmpty() && outcome.head().isEmpty()) {
            throw new StartupCheck(migretti, settings).noMigrations();
        }
        if (settings.isSeed()) {
            seed();
        }
        return outcome;
    }

    private Outcome connectedAndApplied() {
        long begin = System.nanoTime();
        try {
            return migretti.apply();
        } catch (DatabaseException e) {
            return new Connecting(settings.getConnectTimeout()).again(begin, e, migretti::apply);
        }
    }

    private void seed() {
        try {
            migretti.seed();
        } catch (IllegalStateException e) {
            throw new MigrettiConfigurationException(
                    "`migretti.seed` is on, and the engine cannot seed: " + e.getMessage(),
                    "let the application's own Migretti bean say it, or set `migretti.seed` to false",
                    e);
        }
    }
}
