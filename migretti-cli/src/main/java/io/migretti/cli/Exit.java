package io.migretti.cli;

/** What the process returns. After Ctrl-C the JVM returns 130 by itself. */
final class Exit {

    /** Done; also if there was nothing to do, and if a question was answered with no. */
    static final int DONE = 0;

    /** Failed, or differences were found. */
    static final int FAILED = 1;

    /** The command line is wrong; nothing was tried. */
    static final int USAGE = 2;

    /** Of `mg diff` alone, which has Migra's codes: the schemas differ. A wrong command line is {@link #FAILED} there. */
    static final int DIFFERENT = 2;

    /** Of comparisons alone: something would be dropped, and nothing was written. */
    static final int REFUSED = 3;

    private Exit() {}
}
