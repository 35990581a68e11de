package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.plan.Plan;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** Another process that applies, and that can be stopped in an exact phase to be killed there. */
final class ChildRun implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildRun(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param phase where it stops: {@code before}, {@code after}, {@code started:<id>}, {@code done:<id>} or nothing
     */
    static ChildRun start(String url, MigrationFiles files, String phase, LockScope scope, String... jvm) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ChildRun.class.getName(),
                url,
                files.location(),
                phase,
                scope.name()));
        try {
            return new ChildRun(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a line of the child. */
    String await(String beginning) {
        StringBuilder before = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
                before.append(line).append('\n');
            }
        } catch (IOException e) {
            before.append(e);
        }
        throw new AssertionError("The child did not say `" + beginning + "`:\n" + before);
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        String phase = arguments[2];
        Outcome outcome = Migretti.on(dataSource)
                .from(arguments[1])
                .lockScope(LockScope.valueOf(arguments[3]))
                .listener(event -> {
                    if (event instanceof MigrettiEvent.MigrationStarted started) {
                        stopAt("started:" + started.step().id(), phase);
                    } else if (event instanceof MigrettiEvent.MigrationDone done) {
                        stopAt("done:" + done.step().id(), phase);
                    }
                })
                .hook(new MigrettiHook() {
                    @Override
                    public void before(Plan plan, Connection connection) {
                        stopAt("before", phase);
                    }

                    @Override
                    public void after(Plan plan, Outcome done, Connection connection) {
                        stopAt("after", phase);
                    }
                })
                .build()
                .apply();
        System.out.println("applied " + outcome.done().size());
    }

    private static void stopAt(String here, String phase) {
        if (here.equals(phase)) {
            System.out.println("stopped");
            while (true) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
