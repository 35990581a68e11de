package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Something that users wait for. */
interface Scenario {

    /** As it is called on the command line. */
    String name();

    void run(Bench bench) throws IOException, InterruptedException, SQLException;
}
