package io.migretti;

import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Tells every listener; none of them can disturb a run. */
final class Events {

    private final List<MigrettiListener> listeners;

    Events(Settings settings, List<MigrettiListener> added) {
        listeners = new ArrayList<>(settings.listeners());
        listeners.add(0, new LogListener(settings.environment()));
        listeners.addAll(added);
    }

    void tell(MigrettiEvent event) {
        for (MigrettiListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LoggerFactory.getLogger(Events.class)
                        .warn("A listener of migration events failed, which changes nothing: {}", listener, e);
            }
        }
    }
}
