package io.migretti.cli;

/** What stands behind a word of the command line. */
interface Command {

    /**
     * Does it.
     *
     * @return see {@link Exit}
     */
    int run(Invocation mg);
}
