package io.migretti.report;

import java.util.List;

/**
 * Whether what is applied is what the files say, in both directions.
 *
 * @param differences applied ones whose file changed or is missing, and failed ones
 * @param pending files that are not applied: no difference, they have not had their turn
 * @param future applied by a newer release: no difference that this one could judge
 * @param problems what is wrong with any file's name, encoding or text
 */
public record Verification(
        List<Difference> differences,
        List<Status.Row> pending,
        List<Status.Row> future,
        List<io.migretti.script.Problem> problems) {

    /**
     * One difference.
     *
     * @param migration which
     * @param what what is different, one sentence without a full stop
     * @param next what to do, one sentence without a full stop
     */
    public record Difference(Status.Row migration, String what, String next) {}

    public Verification {
        differences = List.copyOf(differences);
        pending = List.copyOf(pending);
        future = List.copyOf(future);
        problems = List.copyOf(problems);
    }

    /**
     * Judges a status.
     *
     * @param problems of all files, their texts included
     */
    public static Verification of(Status status, List<io.migretti.script.Problem> problems) {
        List<Difference> differences = status.migrations().stream()
                .flatMap(row -> switch (row.state()) {
                    case CHANGED ->
                        java.util.stream.Stream.of(new Difference(
                                row,
                                "the file was changed after it had been applied",
                                "restore the file as it was applied, and put the change into a new migration"));
                    case MISSING ->
                        java.util.stream.Stream.of(new Difference(
                                row,
                                "it is applied and has no file, although there are newer ones",
                                "bring the file back, or check that this is the right database"));
                    case FAILED ->
                        java.util.stream.Stream.of(new Difference(
                                row,
                                "it began without a transaction and did not finish",
                                "look at what it has done, then settle its row in the history"));
                    case APPLIED, PENDING, FUTURE -> java.util.stream.Stream.<Difference>empty();
                })
                .toList();
        return new Verification(
                differences, status.in(MigrationState.PENDING), status.in(MigrationState.FUTURE), problems);
    }

    /** No differences, and no file with an error. */
    public boolean isValid() {
        return differences.isEmpty() && problems.stream().noneMatch(io.migretti.script.Problem::isError);
    }
}
