package io.migretti;

/** Files could not be written as asked, or would not be right. The message says what was changed, mostly nothing. */
public final class WorkspaceException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    WorkspaceException(String what, String next) {
        super(what, next, null);
    }

    WorkspaceException(String what, String next, Throwable cause) {
        super(what, next, cause);
    }
}
