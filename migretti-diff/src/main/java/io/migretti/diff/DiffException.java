package io.migretti.diff;

import org.jspecify.annotations.Nullable;

/** Two schemas could not be read or compared. The message is complete: what happened and what to do next. */
public final class DiffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String next;

    DiffException(String what, String next, @Nullable Throwable cause) {
        super(what + ".\n  Next: " + next + ".", cause);
        this.what = what;
        this.next = next;
    }

    /** What happened, without a full stop. */
    public String what() {
        return what;
    }

    /** What to do about it, one sentence without a full stop. */
    public String next() {
        return next;
    }
}
