package io.migretti.cli;

/** What the process returns. After Ctrl-C the JVM returns 130 by itself. */
final class Exit {

    /** Done; also if there was nothing to do, and if a question was answered with no. */
    static final int DONE = 0;

    /** Failed, or differences were found. */
    static final int FAILED = 1;

    /** The command line is wrong; nothing was tried. */
    static final int USAGE = 2;

    private Exit() {}
}
