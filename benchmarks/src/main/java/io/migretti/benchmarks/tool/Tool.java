package io.migretti.benchmarks.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a contender can be asked to do. */
interface Tool {

    /** As often as a compiler needs to have seen all of it, and as long as somebody waits. */
    int WARMING = 60;

    int MEASURED = 21;
    long LONGEST = 8_000_000_000L;

    /** Applies what is pending. */
    void apply() throws Exception;

    /** The same when others do so as well. */
    default void applyAlone() throws Exception {
        apply();
    }

    /** The same if it is one file, larger than the memory. */
    default void large() throws Exception {
        apply();
    }

    /** Tells what is applied and what is not. */
    void status() throws Exception;

    /** Writes down that everything is applied, and executes nothing. */
    default void record() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Does what the last of a program's arguments says. */
    static void run(Tool tool, String action) throws Exception {
        switch (action) {
            case "apply" -> tool.apply();
            case "apply-alone" -> tool.applyAlone();
            case "large" -> tool.large();
            case "status" -> tool.status();
            case "record" -> tool.record();
            case "warm" -> {
                repeated(tool, WARMING);
                List<Long> nanos = repeated(tool, MEASURED);
                System.out.println("warm " + nanos.get(nanos.size() / 2));
            }
            default -> throw new IllegalArgumentException(action);
        }
    }

    private static List<Long> repeated(Tool tool, int times) throws Exception {
        List<Long> nanos = new ArrayList<>();
        long first = System.nanoTime();
        while (nanos.size() < times && System.nanoTime() - first < LONGEST) {
            long begin = System.nanoTime();
            tool.apply();
            nanos.add(System.nanoTime() - begin);
        }
        Collections.sort(nanos);
        return nanos;
    }
}
