package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Step;
import io.migretti.report.DryRun;
import io.migretti.report.MigrationState;
import io.migretti.report.Outcome;
import io.migretti.report.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start that applies nothing: it looks, or waits until another process has applied everything, or tries. */
final class StartupCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    private static final Duration POLLING_PAUSE = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final Migretti migretti;
    private final StartupSettings settings;
    private final Connecting connecting;

    StartupCheck(Migretti migretti, StartupSettings settings) {
        this.migretti = migretti;
        this.settings = settings;
        this.connecting = new Connecting(settings.getConnectTimeout());
    }

    /**
     * @return what is there; empty if nobody has looked
     * @throws MigrettiStartupException if the application must not start
     * @throws MigrettiDryRunException always, if a dry run was asked for and took place
     */
    Optional<Outcome> run() {
        if (settings.isDryRun()) {
            DryRun report = connecting.until(migretti::dryRun);
            throw new MigrettiDryRunException(DryRunText.of(report, migretti.environment()), report.isSuccessful());
        }
        return switch (settings.getMode()) {
            case VERIFY -> Optional.of(verify());
            case WAIT -> Optional.of(await());
            case NONE -> {
                LOG.info("The migrations are left alone (migretti.mode=none)");
                yield Optional.empty();
            }
            case APPLY -> throw new IllegalArgumentException("applying is no check");
        };
    }

    private Outcome verify() {
        long begin = System.nanoTime();
        Plan plan = connecting.until(migretti::plan);
        if (!isDone(plan)) {
            throw refusal(plan);
        }
        Outcome outcome = nothingDone(begin);
        LOG.info(
                "Verified {} in {}: nothing is pending, failed or changed ({})",
                "the migrations",
                Connecting.text(outcome.duration()),
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
            Plan plan = connecting.until(migretti::plan);
            if (isDone(plan)) {
                Outcome outcome = nothingDone(begin);
                LOG.info("Everything is applied, after {} ({})", Connecting.text(outcome.duration()), where(outcome));
                return outcome;
            }
            if (!mayPass(plan)) {
                throw refusal(plan);
            }
            Duration waited = Connecting.since(begin);
            Duration left = settings.getWaitTimeout().minus(waited);
            if (left.isNegative() || left.isZero()) {
                throw notApplied();
            }
            if (!told || waited.minus(reminded).compareTo(REMINDER) >= 0) {
                LOG.info(
                        "Waiting for another process to apply {}; for {} of at most {}",
                        unfinished(),
                        Connecting.text(waited),
                        Connecting.text(settings.getWaitTimeout()));
                told = true;
                reminded = waited;
            }
            Connecting.sleep(POLLING_PAUSE.compareTo(left) < 0 ? POLLING_PAUSE : left);
        }
    }

    private static boolean mayPass(Plan plan) {
        return plan.errors().isEmpty()
                && refusals(plan).stream()
                        .allMatch(refusal -> refusal instanceof Refusal.Dirty || refusal instanceof Refusal.OutOfOrder);
    }

    private MigrettiStartupException notApplied() {
        return new MigrettiStartupException(
                "No other process has applied everything within " + Connecting.text(settings.getWaitTimeout())
                        + "; still missing: " + unfinished(),
                "look at the process that applies the migrations; start again when it is done, or wait longer with"
                        + " `migretti.wait-timeout`",
                MigrettiStartupException.TIMED_OUT,
                null);
    }

    /** {@code 02_index_books, 03_split (failed)}. */
    private String unfinished() {
        return connecting.until(migretti::status).migrations().stream()
                .filter(row -> row.state() == MigrationState.PENDING || row.state() == MigrationState.FAILED)
                .map(row -> row.id() + "_" + row.name() + (row.state() == MigrationState.FAILED ? " (failed)" : ""))
                .collect(Collectors.joining(", "));
    }

    private Outcome nothingDone(long begin) {
        Status status = connecting.until(migretti::status);
        // With a history all of it looks like a newer release's, and nothing at all would have been compared.
        if (status.migrations().stream().allMatch(row -> row.file().isEmpty())) {
            throw noMigrations();
        }
        return new Outcome(List.of(), Connecting.since(begin), Duration.ZERO, status.schema(), status.head());
    }

    /** Files there have to be. */
    RuntimeException noMigrations() {
        String places = connecting.until(migretti::status).problems().stream()
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
}
