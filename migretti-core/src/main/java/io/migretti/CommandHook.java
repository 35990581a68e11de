package io.migretti;

import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a shell command before or after an apply or a rollback: {@code sh -c} on Unix, {@code cmd /c} on Windows. It runs
 * in the working directory of this process, with its environment and besides
 *
 * <ul>
 *   <li>{@code MG_ENV}: the name of the environment,
 *   <li>{@code MG_OPERATION}: {@code apply} or {@code rollback},
 *   <li>{@code MG_PENDING}: how many migrations were about to run when the operation began.
 * </ul>
 *
 * <p>Its input is empty. What it writes is logged at INFO, line by line, as it comes. When its time is over, or the
 * thread is interrupted, it is killed together with the processes that it started.
 */
public final class CommandHook implements MigrettiHook {

    /** How long a command may take unless something else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(CommandHook.class);
    private static final int KEPT_LINES = 10;
    private static final long KILLING_SECONDS = 5;

    private final Moment moment;
    private final String command;
    private final String environment;
    private final Duration timeout;

    /**
     * @param environment what {@code MG_ENV} says
     * @param timeout more than zero
     * @throws IllegalArgumentException if the command is blank or the timeout not positive
     */
    public CommandHook(Moment moment, String command, String environment, Duration timeout) {
        if (command.isBlank()) {
            throw new IllegalArgumentException("the command of the " + moment + " hook is empty");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout of a hook must be more than 0, and is " + timeout);
        }
        this.moment = Objects.requireNonNull(moment);
        this.command = command;
        this.environment = Objects.requireNonNull(environment);
        this.timeout = timeout;
    }

    /** When a command runs. */
    public enum Moment {
        PRE_APPLY,
        POST_APPLY,
        PRE_ROLLBACK,
        POST_ROLLBACK;

        /** {@code pre-apply}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public void before(Plan plan, Connection connection) {
        if (moment == (isRollback(plan) ? Moment.PRE_ROLLBACK : Moment.PRE_APPLY)) {
            run(plan);
        }
    }

    @Override
    public void after(Plan plan, Outcome outcome, Connection connection) {
        if (moment == (isRollback(plan) ? Moment.POST_ROLLBACK : Moment.POST_APPLY)) {
            run(plan);
        }
    }

    private static boolean isRollback(Plan plan) {
        return plan.request() instanceof Request.Rollback;
    }

    private void run(Plan plan) {
        ProcessBuilder builder = new ProcessBuilder(shell()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "MG_ENV",
                        environment,
                        "MG_OPERATION",
                        isRollback(plan) ? "rollback" : "apply",
                        "MG_PENDING",
                        String.valueOf(plan.steps().size())));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("The " + moment + " command cannot be started: " + e.getMessage(), e);
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The command ended before its input could be closed", e);
        }
        Output output = new Output(process);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process, output);
                throw new IllegalStateException("The " + moment + " command was killed, it took longer than "
                        + Texts.duration(timeout) + output.tail());
            }
            output.await();
        } catch (InterruptedException e) {
            kill(process, output);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "The " + moment + " command was killed, because its thread was interrupted" + output.tail(), e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "The " + moment + " command ended with exit code " + process.exitValue() + output.tail());
        }
    }

    private List<String> shell() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    }

    /** Those that it started first: when their parent is gone, nobody knows them any more. */
    private static void kill(Process process, Output output) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        try {
            output.await();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never the command itself: it may hold a password. */
    @Override
    public String toString() {
        return "the " + moment + " command";
    }

    /** Reads what the command writes, so that it never waits for a reader. */
    private final class Output {

        private final Deque<String> last = new ArrayDeque<>();
        private final Process process;
        private final Thread reader;

        Output(Process process) {
            this.process = process;
            this.reader = new Thread(this::read, "migretti-" + moment);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    LOG.info("{}: {}", moment, line);
                    keep(line);
                }
            } catch (IOException e) {
                LOG.debug("The output of the command was cut off", e);
            }
        }

        private synchronized void keep(String line) {
            last.addLast(line);
            if (last.size() > KEPT_LINES) {
                last.removeFirst();
            }
        }

        /** A process that the command left in the background may keep the output open; it is not waited for. */
        void await() throws InterruptedException {
            reader.join(TimeUnit.SECONDS.toMillis(KILLING_SECONDS));
        }

        synchronized String tail() {
            return last.isEmpty() ? "" : ". Its last words:\n  " + String.join("\n  ", last);
        }
    }
}
