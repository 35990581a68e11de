package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.CommandHook.Moment;
import io.migretti.history.History;
import io.migretti.migration.Catalog;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CommandHookTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    private Path folder = Path.of("");

    /** The hook uses none. */
    private static final Connection NONE = (Connection) Proxy.newProxyInstance(
            CommandHookTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private static Plan plan(Request request) {
        return Plan.of(request, Catalog.of(List.of()), new History(List.of()));
    }

    private static void before(String command, Duration timeout) {
        new CommandHook(Moment.PRE_APPLY, command, "dev", timeout).before(plan(Request.Apply.everything()), NONE);
    }

    @Test
    void aCommandRunsOnlyAtItsMoment() throws Exception {
        Path said = folder.resolve("said");
        for (Moment moment : Moment.values()) {
            CommandHook hook = new CommandHook(
                    moment, "echo " + moment + " $MG_ENV $MG_OPERATION $MG_PENDING >> " + said, "dev", LONG);
            hook.before(plan(Request.Apply.everything()), NONE);
            hook.before(plan(new Request.Rollback(1, false)), NONE);
        }
        assertThat(Files.readAllLines(said)).containsExactly("pre-apply dev apply 0", "pre-rollback dev rollback 0");
    }

    @Test
    void itsInputIsEmptyAndItsFailureHasItsLastWords() {
        assertThatThrownBy(() ->
                        before("cat; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i; done; echo ü >&2; exit 7", LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The pre-apply command ended with exit code 7. Its last words:\n"
                        + "  4\n  5\n  6\n  7\n  8\n  9\n  10\n  11\n  12\n  ü");
        assertThatThrownBy(() -> before("exit 1", LONG)).hasMessage("The pre-apply command ended with exit code 1");
    }

    @Test
    void whatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Path child = folder.resolve("child");
        assertThatThrownBy(
                        () -> before("sleep 600 & echo $! > " + child + "; echo waiting; wait", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The pre-apply command was killed, it took longer than 1 s. Its last words:\n  waiting");
        assertGone(child);
    }

    @Test
    void whenTheThreadIsInterruptedTheCommandIsKilledAndTheThreadStaysInterrupted() throws Exception {
        Path child = folder.resolve("child");
        Throwable[] thrown = new Throwable[1];
        boolean[] interrupted = new boolean[1];
        Thread thread = new Thread(() -> {
            try {
                before("sleep 600 & echo $! > " + child + ".new; mv " + child + ".new " + child + "; wait", LONG);
            } catch (IllegalStateException e) {
                thrown[0] = e;
                interrupted[0] = Thread.currentThread().isInterrupted();
            }
        });
        thread.start();
        while (!Files.exists(child)) {
            Thread.sleep(10);
        }
        thread.interrupt();
        thread.join();
        assertThat(thrown[0]).hasMessage("The pre-apply command was killed, because its thread was interrupted");
        assertThat(interrupted[0]).isTrue();
        assertGone(child);
    }

    private static void assertGone(Path pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            Thread.sleep(10);
        }
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void aCommandThatIsNoneIsRefusedAndNeverShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> before(" ", LONG))
                .withMessage("the command of the pre-apply hook is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> before("true", Duration.ZERO))
                .withMessage("the timeout of a hook must be more than 0, and is PT0S");
        assertThat(new CommandHook(Moment.POST_ROLLBACK, "echo secret", "dev", LONG))
                .hasToString("the post-rollback command");
    }
}
