package io.migretti.cli;

import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The line at the bottom of a terminal: which migration, which of its statements, and since when. */
final class Progress implements MigrettiListener, AutoCloseable {

    private static final long MILLIS_BETWEEN = 500;

    private final Screen screen;
    private final CountDownLatch end = new CountDownLatch(1);
    private String current = "";
    private String statement = "";
    private long begin;
    private boolean ticking;

    Progress(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void onEvent(MigrettiEvent event) {
        if (event instanceof MigrettiEvent.MigrationStarted started) {
            current = started.number() + "/" + started.of() + " · "
                    + started.step().fileName();
            statement = "";
            begin = System.nanoTime();
            show();
            tick();
        } else if (event instanceof MigrettiEvent.MigrationDone
                || event instanceof MigrettiEvent.MigrationFailed
                || event instanceof MigrettiEvent.Retrying
                || event instanceof MigrettiEvent.Finished) {
            hide();
        }
    }

    private void show() {
        if (!current.isEmpty()) {
            screen.change(current + statement + " · " + Texts.duration(Duration.ofNanos(System.nanoTime() - begin)));
        }
    }

    synchronized void hide() {
        current = "";
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
