package io.migretti.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What stands behind a word of the command line. */
interface Command {

    /** What it takes, and its help. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return see {@link Exit}
     */
    int run(Invocation mg);
}
