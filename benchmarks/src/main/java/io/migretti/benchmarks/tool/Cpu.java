package io.migretti.benchmarks.tool;

/** How a measured process tells its CPU time. */
final class Cpu {

    private Cpu() {}

    /** The last thing that it prints. Costs no more than reading a file of the operating system. */
    static void print() {
        long millis = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this platform does not tell the CPU time of a process"))
                .toMillis();
        System.out.println("cpu-ms=" + millis);
    }
}
