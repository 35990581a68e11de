package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.metrics.ApplicationStartup;

/**
 * What the engines of an application have done. Needs no meter registry and no other bean: migrations run before those
 * exist. Who comes later is told about the runs that are over.
 */
public final class MigrettiRuns implements SmartInitializingSingleton {

    private static final int KEPT = 100;

    private final ApplicationStartup startup;
    private final Deque<Run> over = new ArrayDeque<>();
    private final List<Consumer<Run>> followers = new ArrayList<>();
    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private volatile boolean starting = true;

    public MigrettiRuns(ApplicationStartup startup) {
        this.startup = startup;
    }

    /** Is told each event of each engine as it happens, in the run's own thread. */
    interface Observer {
        void onEvent(String name, String environment, MigrettiEvent event);
    }

    /**
     * The same engine, reporting to this.
     *
     * @param name of its bean
     */
    public Migretti watch(String name, Migretti engine) {
        return engine.withListener(new Recorder(name, engine.environment()));
    }

    /** Calls back for each run that is over, at once for those of the past, and then for each that ends. */
    synchronized void follow(Consumer<Run> follower) {
        over.forEach(follower);
        followers.add(follower);
    }

    void observe(Observer observer) {
        observers.add(observer);
    }

    private synchronized void end(Run run) {
        over.addLast(run);
        if (over.size() > KEPT) {
            over.removeFirst();
        }
        followers.forEach(follower -> follower.accept(run));
    }

    /** From here on a run is no part of the start. */
    @Override
    public void afterSingletonsInstantiated() {
        starting = false;
    }

    /** One engine may run in several threads. */
    private final class Recorder implements MigrettiListener {
        private final String name;
        private final String environment;
        private final ThreadLocal<Optional<RunInProgress>> current = ThreadLocal.withInitial(Optional::empty);

        Recorder(String name, String environment) {
            this.name = name;
            this.environment = environment;
        }

        @Override
        public void onEvent(MigrettiEvent event) {
            if (event instanceof MigrettiEvent.Started started) {
                StartupSteps steps = new StartupSteps(starting ? startup : ApplicationStartup.DEFAULT);
                current.set(Optional.of(new RunInProgress(name, environment, started.request(), steps)));
            }
            Optional<RunInProgress> run = current.get();
            if (run.isEmpty()) {
                // A dry run waits for the lock, and is no run.
                current.remove();
                return;
            }
            observers.forEach(observer -> observer.onEvent(name, environment, event));
            run.get().take(event).ifPresent(ended -> {
                current.remove();
                end(ended);
            });
        }

        @Override
        public String toString() {
            return "the record of runs of " + name;
        }
    }
}
