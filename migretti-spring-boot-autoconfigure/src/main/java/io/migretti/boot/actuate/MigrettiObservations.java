package io.migretti.boot.actuate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.migretti.report.MigrettiEvent;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Observes each run as {@code migretti.run} once the application has its beans. A run of the start is not observed: the
 * registry and everything that hangs on it would have to exist before the migrations, and an observation cannot be made
 * up for afterwards, since its handlers take the time themselves. It has its startup steps and its timers.
 */
public final class MigrettiObservations implements SmartInitializingSingleton {

    private final MigrettiRuns runs;
    private final ObservationRegistry registry;
    private final ThreadLocal<Optional<Open>> current = ThreadLocal.withInitial(Optional::empty);

    public MigrettiObservations(MigrettiRuns runs, ObservationRegistry registry) {
        this.runs = runs;
        this.registry = registry;
    }

    private record Open(Observation observation, Observation.Scope scope) {}

    @Override
    public void afterSingletonsInstantiated() {
        runs.observe(this::onEvent);
    }

    private void onEvent(String name, String environment, MigrettiEvent event) {
        if (event instanceof MigrettiEvent.Started started) {
            String operation = Run.operation(started.request());
            Observation observation = Observation.createNotStarted("migretti.run", registry)
                    .contextualName("migretti " + operation)
                    .lowCardinalityKeyValue("operation", operation)
                    .lowCardinalityKeyValue("name", name)
                    .lowCardinalityKeyValue("environment", environment)
                    .start();
            current.set(Optional.of(new Open(observation, observation.openScope())));
            return;
        }
        Optional<Open> open = current.get();
        if (open.isEmpty()) {
            current.remove();
            return;
        }
        Observation observation = open.get().observation;
        if (event instanceof MigrettiEvent.MigrationDone done) {
            observation.event(Observation.Event.of(
                    "migretti.migration.done", "done " + done.step().fileName()));
        } else if (event instanceof MigrettiEvent.MigrationFailed failed) {
            observation.event(Observation.Event.of(
                    "migretti.migration.failed", "failed " + failed.step().fileName()));
        } else {
            RunInProgress.resultOf(event).ifPresent(result -> end(open.get(), result));
        }
    }

    private void end(Open open, Run.Result result) {
        current.remove();
        open.observation.lowCardinalityKeyValue("outcome", result.tag());
        if (result.isBad()) {
            open.observation.error(new RunFailed(result));
        }
        open.scope.close();
        open.observation.stop();
    }

    /** Instead of the exception itself, whose message may hold data of rows that would end in a trace. */
    private static final class RunFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunFailed(Run.Result result) {
            super("outcome " + result.tag(), null, false, false);
        }
    }
}
