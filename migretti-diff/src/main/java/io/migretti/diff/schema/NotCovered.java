package io.migretti.diff.schema;

/**
 * Something that was met and is not compared.
 *
 * @param kind as PostgreSQL calls it
 * @param name as far as it has one
 * @param reason why not, a sentence without a full stop
 */
public record NotCovered(String kind, String name, String reason) {

    @Override
    public String toString() {
        return kind + " " + name + ": " + reason;
    }
}
