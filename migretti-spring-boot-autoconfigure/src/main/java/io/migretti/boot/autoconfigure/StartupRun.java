package io.migretti.boot.autoconfigure;

import io.migretti.CommandHook;
import io.migretti.CommandHook.Moment;
import io.migretti.DatabaseException;
import io.migretti.HookFailedException;
import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.MigrettiException;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Step;
import io.migretti.report.DryRun;
import io.migretti.report.MigrationState;
import io.migretti.report.Outcome;
import io.migretti.report.Status;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * What a start does with one engine. Decided when it runs, and not by conditions of beans, which ahead-of-time
 * processing fixes when the application is built.
 */
final class StartupRun {

    private static final Logger LOG = LoggerFactory.getLogger(StartupRun.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration POLLING_PAUSE = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final Migretti migretti;
    private final StartupSettings settings;

    StartupRun(Migretti migretti, StartupSettings settings) {
        this.migretti = migretti;
        this.settings = settings;
    }

    /** What the engine has to be told for its start: its seeds and its commands. */
    static void prepare(MigrettiBuilder builder, EnvironmentChoice choice, ConfigurableApplicationContext context) {
        StartupSettings settings = choice.settings();
        Supplier<String> seeds = () -> choice.key("seed-locations", context.getEnvironment());
        if (settings.isSeed() && settings.getSeedLocations().isEmpty()) {
            throw new MigrettiConfigurationException(
                    "Seeds are asked for, and `" + seeds.get() + "` is empty",
                    "set it to the places of the seeds, or leave it out for classpath:seeds");
        }
        for (String location : settings.getSeedLocations()) {
            builder.seeds(Locations.source(seeds, location, context));
        }
        requireTime(choice, "wait-timeout", settings.getWaitTimeout(), context);
        requireTime(choice, "connect-timeout", settings.getConnectTimeout(), context);
        StartupSettings.Hooks hooks = settings.getHooks();
        if (hooks.getTimeout().toMillis() < 1) {
            throw unusable(
                    choice.key("hooks.timeout", context.getEnvironment()),
                    "it must be at least 1 ms, and is " + hooks.getTimeout(),
                    null);
        }
        addHook(builder, choice, Moment.PRE_APPLY, hooks.getPreApply(), context);
        addHook(builder, choice, Moment.POST_APPLY, hooks.getPostApply(), context);
        addHook(builder, choice, Moment.PRE_ROLLBACK, hooks.getPreRollback(), context);
        addHook(builder, choice, Moment.POST_ROLLBACK, hooks.getPostRollback(), context);
        String baseline = settings.getBaseline();
        if (baseline != null) {
            refuseUnusable(choice.key("baseline", context.getEnvironment()), () -> builder.baseline(baseline));
        }
    }

    private static void addHook(
            MigrettiBuilder builder,
            EnvironmentChoice choice,
            Moment moment,
            @Nullable String command,
            ConfigurableApplicationContext context) {
        if (command != null) {
            Duration timeout = choice.settings().getHooks().getTimeout();
            refuseUnusable(
                    choice.key("hooks." + moment, context.getEnvironment()),
                    () -> builder.hook(new CommandHook(moment, command, choice.name(), timeout)));
        }
    }

    private static void requireTime(
            EnvironmentChoice choice, String setting, Duration time, ConfigurableApplicationContext context) {
        if (time.isNegative()) {
            throw unusable(choice.key(setting, context.getEnvironment()), "it must be 0 or more, and is " + time, null);
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

    /**
     * @return what was applied, perhaps nothing; empty if nobody has looked
     * @throws MigrettiStartupException if the application must not start
     * @throws MigrettiDryRunException always, if a dry run was asked for and took place
     */
    Optional<Outcome> run() {
        try {
            if (settings.isDryRun()) {
                DryRun report = connecting(migretti::dryRun);
                throw new MigrettiDryRunException(DryRunText.of(report, migretti.environment()), report.isSuccessful());
            }
            return switch (settings.getMode()) {
                case APPLY -> Optional.of(apply());
                case VERIFY -> Optional.of(verify());
                case WAIT -> Optional.of(await());
                case NONE -> {
                    LOG.info("The migrations are left alone (migretti.mode=none)");
                    yield Optional.empty();
                }
            };
        } catch (HookFailedException e) {
            if (e.getCause() instanceof MigrettiConfigurationException misconfigured) {
                throw misconfigured;
            }
            throw MigrettiStartupException.of(e);
        } catch (MigrettiException e) {
            throw MigrettiStartupException.of(e);
        }
    }

    private Outcome apply() {
        Outcome outcome = connecting(migretti::apply);
        if (outcome.done().isEmpty() && outcome.head().isEmpty()) {
            throw noMigrations();
        }
        if (settings.isSeed()) {
            try {
                migretti.seed();
            } catch (IllegalStateException e) {
                throw new MigrettiConfigurationException(
                        "`migretti.seed` is on, and the engine cannot seed: " + e.getMessage(),
                        "let the application's own Migretti bean say it, or set `migretti.seed` to false",
                        e);
            }
        }
        return outcome;
    }

    private Outcome verify() {
        long begin = System.nanoTime();
        Plan plan = connecting(migretti::plan);
        if (!isDone(plan)) {
            throw refusal(plan);
        }
        Outcome outcome = nothingDone(begin);
        LOG.info(
                "Verified {} in {}: nothing is pending, failed or changed ({})",
                "the migrations",
                text(outcome.duration()),
                where(outcome));
        return outcome;
    }

    /** Of those reasons not to apply that do not concern an application that applies nothing. */
    private static boolean isDone(Plan plan) {
        return plan.steps().isEmpty()
                && plan.errors().isEmpty()
                && refusals(plan).isEmpty();
    }

    private static List<Refusal> refusals(Plan plan) {
        return plan.refusals().stream()
                .filter(refusal -> !(refusal instanceof Refusal.NotGroupable))
                .toList();
    }

    private MigrettiStartupException refusal(Plan plan) {
        if (!plan.errors().isEmpty()) {
            return new MigrettiStartupException(
                    "The files of this release are wrong"
                            + lines(plan.errors().stream()
                                    .map(problem ->
                                            problem.location() + ": " + problem.what() + "\n      " + problem.next())),
                    "correct the files; nothing was changed",
                    MigrettiStartupException.FILES_WRONG,
                    null);
        }
        Stream<String> pending = plan.steps().isEmpty() ? Stream.empty() : Stream.of("pending: " + names(plan.steps()));
        return new MigrettiStartupException(
                "The database is not what this release needs, and with migretti.mode="
                        + settings.getMode().name().toLowerCase(Locale.ROOT) + " the application changes nothing"
                        + lines(Stream.concat(pending, refusals(plan).stream().map(Refusal::what))),
                Stream.concat(
                                Stream.of("let whoever applies the migrations do so, then start again"),
                                refusals(plan).stream().map(Refusal::next))
                        .collect(Collectors.joining("; ")),
                MigrettiStartupException.REFUSED,
                null);
    }

    private static String lines(Stream<String> texts) {
        return texts.map(text -> "\n  " + text).collect(Collectors.joining());
    }

    private static String names(List<Step> steps) {
        return steps.stream().map(Step::fileName).collect(Collectors.joining(", "));
    }

    /**
     * A failed row may be that of a process which continues it right now, and migrations that sort before an applied one
     * may be allowed to that process: both are waited for. What cannot pass by itself is not.
     */
    private Outcome await() {
        long begin = System.nanoTime();
        Duration reminded = Duration.ZERO;
        boolean told = false;
        while (true) {
            Plan plan = connecting(migretti::plan);
            if (isDone(plan)) {
                Outcome outcome = nothingDone(begin);
                LOG.info("Everything is applied, after {} ({})", text(outcome.duration()), where(outcome));
                return outcome;
            }
            if (!mayPass(plan)) {
                throw refusal(plan);
            }
            Duration waited = since(begin);
            Duration left = settings.getWaitTimeout().minus(waited);
            if (left.isNegative() || left.isZero()) {
                throw notApplied();
            }
            if (!told || waited.minus(reminded).compareTo(REMINDER) >= 0) {
                LOG.info(
                        "Waiting for another process to apply {}; for {} of at most {}",
                        unfinished(),
                        text(waited),
                        text(settings.getWaitTimeout()));
                told = true;
                reminded = waited;
            }
            sleep(POLLING_PAUSE.compareTo(left) < 0 ? POLLING_PAUSE : left);
        }
    }

    private static boolean mayPass(Plan plan) {
        return plan.errors().isEmpty()
                && refusals(plan).stream()
                        .allMatch(refusal -> refusal instanceof Refusal.Dirty || refusal instanceof Refusal.OutOfOrder);
    }

    private MigrettiStartupException notApplied() {
        return new MigrettiStartupException(
                "No other process has applied everything within " + text(settings.getWaitTimeout())
                        + "; still missing: " + unfinished(),
                "look at the process that applies the migrations; start again when it is done, or wait longer with"
                        + " `migretti.wait-timeout`",
                MigrettiStartupException.TIMED_OUT,
                null);
    }

    /** {@code 02_index_books, 03_split (failed)}. */
    private String unfinished() {
        return connecting(migretti::status).migrations().stream()
                .filter(row -> row.state() == MigrationState.PENDING || row.state() == MigrationState.FAILED)
                .map(row -> row.id() + "_" + row.name() + (row.state() == MigrationState.FAILED ? " (failed)" : ""))
                .collect(Collectors.joining(", "));
    }

    private Outcome nothingDone(long begin) {
        Status status = connecting(migretti::status);
        // With a history all of it looks like a newer release's, and nothing at all would have been compared.
        if (status.migrations().stream().allMatch(row -> row.file().isEmpty())) {
            throw noMigrations();
        }
        return new Outcome(List.of(), since(begin), Duration.ZERO, status.schema(), status.head());
    }

    private MigrettiStartupException noMigrations() {
        String places = connecting(migretti::status).problems().stream()
                .map(problem -> problem.location().toString())
                .distinct()
                .collect(Collectors.joining(", "));
        return new MigrettiStartupException(
                "There is no migration" + (places.isEmpty() ? "" : " in " + places),
                "put the first one there, or set `migretti.locations` to the place where they are; an application"
                        + " without migrations has migretti.enabled=false",
                MigrettiStartupException.FILES_WRONG,
                null);
    }

    private String where(Outcome outcome) {
        return "environment " + migretti.environment() + ", schema " + outcome.schema() + ", head "
                + outcome.head().map(MigrationId::value).orElse("none");
    }

    /** As often as the time for connecting allows, but only while the failure is one that may pass by itself. */
    private <T> T connecting(Supplier<T> operation) {
        long begin = System.nanoTime();
        Duration limit = settings.getConnectTimeout();
        Duration pause = FIRST_PAUSE;
        for (int attempts = 1; ; attempts++) {
            try {
                return operation.get();
            } catch (DatabaseException e) {
                if (!e.isUnreachable() || limit.isZero()) {
                    throw e;
                }
                Duration left = limit.minus(since(begin));
                if (left.isNegative() || left.isZero()) {
                    throw neverConnected(e, attempts);
                }
                LOG.warn("Trying again for {} of at most {}. {}", text(since(begin)), text(limit), e.what());
                sleep(pause.compareTo(left) < 0 ? pause : left);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        }
    }

    private MigrettiStartupException neverConnected(DatabaseException last, int attempts) {
        return new MigrettiStartupException(
                last.what() + "\n  (the last of " + attempts + " attempts within " + text(settings.getConnectTimeout())
                        + ")",
                last.next() + "; `migretti.connect-timeout` says how long to try again",
                MigrettiStartupException.UNAVAILABLE,
                last);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String text(Duration duration) {
        return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
    }

    /** Ends at once if the process is told to end, since Spring's own shutdown hook waits for the start. */
    private static void sleep(Duration time) {
        Thread wake = new Thread(Thread.currentThread()::interrupt, "migretti-wake");
        try {
            Runtime.getRuntime().addShutdownHook(wake);
            try {
                Thread.sleep(Math.max(1, time.toMillis()));
            } finally {
                Runtime.getRuntime().removeShutdownHook(wake);
            }
        } catch (InterruptedException | IllegalStateException e) { // the latter if the end has come already
            Thread.currentThread().interrupt();
            throw new MigrettiStartupException(
                    "Interrupted while waiting for the database",
                    "start again; nothing was changed",
                    MigrettiStartupException.UNAVAILABLE,
                    e);
        }
    }
}
