package io.migretti;

import java.time.Duration;

/** Another process held the lock for longer than the lock timeout. Nothing was executed. */
public final class LockTimeoutException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    LockTimeoutException(long lockId, Duration waited, String holder) {
        super(
                "The migration lock " + lockId + " was not free within " + Texts.duration(waited) + "; it is held by "
                        + holder,
                "let that process finish, or end it if it is stuck; then start again",
                null);
    }
}
