package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;

/** The application's configuration does not say clearly what to migrate, or says it wrongly. Nothing was executed. */
public final class MigrettiConfigurationException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    static final int EXIT_CODE = 78;

    private final String what;
    private final String next;

    MigrettiConfigurationException(String what, String next) {
        this(what, next, null);
    }

    MigrettiConfigurationException(String what, String next, @Nullable Throwable cause) {
        super(what + ".\n  Next: " + next + ".", cause);
        this.what = what;
        this.next = next;
    }

    /** What is wrong, without a full stop. */
    public String what() {
        return what;
    }

    /** What to do about it, without a full stop. */
    public String next() {
        return next;
    }

    /** 78, as {@code sysexits.h} has it for a configuration error. */
    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
