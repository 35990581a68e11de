package io.migretti.plan;

/** What a caller asks for. */
public sealed interface Request {

    /**
     * Apply everything that is pending.
     *
     * @param allowOutOfOrder whether a pending migration may sort before an applied one
     */
    record Apply(boolean allowOutOfOrder) implements Request {}
}
