package io.migretti.report;

/**
 * Is told what happens during a run, in the thread that runs it. For watching: what it throws is logged and changes
 * nothing.
 */
@FunctionalInterface
public interface MigrettiListener {

    void onEvent(MigrettiEvent event);
}
