package io.migretti.report;

/**
 * Is told what happens during a run, in the thread that runs it. For watching: what it throws is logged and changes
 * nothing.
 */
@FunctionalInterface
public interface MigrettiListener {

    /** Something happened; mostly with the migration lock held, so that a slow listener delays others too. */
    void onEvent(MigrettiEvent event);
}
