package io.migretti.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that say what happens when the application starts. */
public abstract class StartupSettings {

    /**
     * What to do with the migrations when the application starts.
     */
    private StartupMode mode = StartupMode.APPLY;

    /**
     * How long the mode "wait" waits for another process to apply everything; 0 means to look once.
     */
    private Duration waitTimeout = Duration.ofMinutes(5);

    /**
     * How long to try again while the database does not answer, is starting, or has no connection left; 0 means to try
     * once.
     */
    private Duration connectTimeout = Duration.ofSeconds(30);

    /**
     * Whether to migrate before all other beans are created, and not only before those that Spring Boot recognises as
     * users of the database.
     */
    private boolean early = true;

    /**
     * Whether to execute the seeds after the migrations, at every start; only in the mode "apply".
     */
    private boolean seed;

    /**
     * Comma-separated list of the places of seeds, written as "migretti.locations". Files in a folder named like the
     * environment follow after those in the place itself.
     */
    private List<String> seedLocations = new ArrayList<>(List.of("classpath:seeds"));

    /**
     * Id of the migration up to which a database that has tables and no history counts as migrated.
     */
    private @Nullable String baseline;

    /**
     * Whether to execute what is pending in a transaction that is rolled back, print a report, and end instead of
     * starting.
     */
    private boolean dryRun;

    private Hooks hooks = new Hooks();

    public StartupMode getMode() {
        return mode;
    }

    public void setMode(StartupMode mode) {
        this.mode = mode;
    }

    public Duration getWaitTimeout() {
        return waitTimeout;
    }

    public void setWaitTimeout(Duration waitTimeout) {
        this.waitTimeout = waitTimeout;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public boolean isEarly() {
        return early;
    }

    public void setEarly(boolean early) {
        this.early = early;
    }

    public boolean isSeed() {
        return seed;
    }

    public void setSeed(boolean seed) {
        this.seed = seed;
    }

    public List<String> getSeedLocations() {
        return seedLocations;
    }

    public void setSeedLocations(List<String> seedLocations) {
        this.seedLocations = seedLocations;
    }

    public @Nullable String getBaseline() {
        return baseline;
    }

    public void setBaseline(@Nullable String baseline) {
        this.baseline = baseline;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public Hooks getHooks() {
        return hooks;
    }

    public void setHooks(Hooks hooks) {
        this.hooks = hooks;
    }

    /** Shell commands around a run that has something to do, with the migration lock held. */
    public static class Hooks {

        /**
         * Shell command to run before the first migration; if it fails, nothing is applied.
         */
        private @Nullable String preApply;

        /**
         * Shell command to run after the last migration.
         */
        private @Nullable String postApply;

        /**
         * Shell command to run before a rollback that the application itself begins.
         */
        private @Nullable String preRollback;

        /**
         * Shell command to run after a rollback that the application itself begins.
         */
        private @Nullable String postRollback;

        /**
         * How long each command may take before it is killed.
         */
        private Duration timeout = Duration.ofMinutes(10); // CommandHook.DEFAULT_TIMEOUT, whose class few need

        public @Nullable String getPreApply() {
            return preApply;
        }

        public void setPreApply(@Nullable String preApply) {
            this.preApply = preApply;
        }

        public @Nullable String getPostApply() {
            return postApply;
        }

        public void setPostApply(@Nullable String postApply) {
            this.postApply = postApply;
        }

        public @Nullable String getPreRollback() {
            return preRollback;
        }

        public void setPreRollback(@Nullable String preRollback) {
            this.preRollback = preRollback;
        }

        public @Nullable String getPostRollback() {
            return postRollback;
        }

        public void setPostRollback(@Nullable String postRollback) {
            this.postRollback = postRollback;
        }

        public Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }
    }
}
