package io.migretti.boot.event;

import org.springframework.context.ApplicationEvent;

/**
 * Something about the migrations of this application. Listeners are called in the thread that migrates.
 *
 * <p>All but {@link MigrettiCompletedEvent} are sent while the application context is being built, to
 * {@code ApplicationListener} beans that name one of these types, and to {@code @EventListener} methods that take one.
 * A listener of all events ({@code ApplicationListener<ApplicationEvent>}) gets only {@link MigrettiCompletedEvent}: to
 * create it that early could create half of the application before its schema exists. For the same reason such a
 * listener must not need a bean that uses the schema; the event carries the connection. A method must not have a
 * {@code condition} or return something, which Spring can deal with only later.
 *
 * <p>An application that defines its own {@code Migretti} bean gives it the beans of type {@code MigrettiHook} and {@code
 * MigrettiListener}; one of them, which is both, sends these events.
 */
public abstract sealed class MigrettiApplicationEvent extends ApplicationEvent
        permits BeforeApplyEvent,
                AfterApplyEvent,
                BeforeRollbackEvent,
                AfterRollbackEvent,
                BeforeMigrationEvent,
                AfterMigrationEvent,
                MigrationFailedEvent,
                MigrettiCompletedEvent {

    private static final long serialVersionUID = 1L;

    private final String environment;

    MigrettiApplicationEvent(Object source, String environment) {
        super(source);
        this.environment = environment;
    }

    /** The name of the chosen environment, {@code default} if there is none. */
    public String environment() {
        return environment;
    }

    /** For a log: which migrations. */
    abstract Object about();

    /** {@code AfterMigrationEvent[environment=default, 01JD3K…_add_users (1 statement)]}. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[environment=" + environment + ", " + about() + "]";
    }
}
