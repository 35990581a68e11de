package io.migretti.cli;

import io.migretti.plan.Step;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The line at the bottom of a terminal: which migration, which of its statements, and since when. */
final class Progress implements MigrettiListener, AutoCloseable {

    private static final long MILLIS_BETWEEN = 500;

    private final Screen screen;
    private final CountDownLatch end = new CountDownLatch(1);
    private Optional<Step> current = Optional.empty();
    private String position = "";
    private String statement = "";
    private long begin;
    private boolean ticking;

    Progress(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void onEvent(MigrettiEvent event) {
        if (event instanceof MigrettiEvent.MigrationStarted started) {
            begin(started.step(), started.number() + "/" + started.of() + " · ");
        } else if (event instanceof MigrettiEvent.Executing executing) {
            // A dry run begins nothing.
            if (!current.equals(Optional.of(executing.step()))) {
                begin(executing.step(), "");
            }
            statement = statement(executing);
            show();
        } else if (event instanceof MigrettiEvent.MigrationDone
                || event instanceof MigrettiEvent.MigrationFailed
                || event instanceof MigrettiEvent.Retrying
                || event instanceof MigrettiEvent.Finished) {
            hide();
        }
    }

    private void begin(Step step, String which) {
        current = Optional.of(step);
        position = which;
        statement = "";
        begin = System.nanoTime();
        show();
        tick();
    }

    private static String statement(MigrettiEvent.Executing executing) {
        int of = executing.step().statements();
        return executing.first() == executing.last()
                ? " · statement " + executing.first() + " of " + of
                : " · statements " + executing.first() + " to " + executing.last() + " of " + of;
    }

    private void show() {
        current.ifPresent(step -> screen.change(position + step.fileName() + statement + " · "
                + Texts.duration(Duration.ofNanos(System.nanoTime() - begin))));
    }

    synchronized void hide() {
        current = Optional.empty();
        screen.change("");
    }

    private void tick() {
        if (ticking) {
            return;
        }
        ticking = true;
        Thread clock = new Thread(this::run, "mg-progress");
        clock.setDaemon(true);
        clock.start();
    }

    private void run() {
        try {
            while (!end.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                synchronized (this) {
                    show();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        hide();
    }
}
