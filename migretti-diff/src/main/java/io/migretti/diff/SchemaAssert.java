package io.migretti.diff;

import io.migretti.diff.schema.Schema;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * An assertion for tests, with any test framework:
 * {@code SchemaAssert.assertThat(dataSource).hasSameSchemaAs(other)}. When it fails it shows the statements that would
 * make the expected schema of the actual one.
 */
public final class SchemaAssert {

    private final Function<DiffOptions, Schema> actual;
    private final DiffOptions options;

    private SchemaAssert(Function<DiffOptions, Schema> actual, DiffOptions options) {
        this.actual = actual;
        this.options = options;
    }

    public static SchemaAssert assertThat(DataSource actual) {
        return new SchemaAssert(options -> Schemas.read(actual, options), DiffOptions.defaults());
    }

    public static SchemaAssert assertThat(Schema actual) {
        return new SchemaAssert(options -> actual, DiffOptions.defaults());
    }

    /** Compares what the options say, and not what the defaults do. */
    public SchemaAssert comparing(DiffOptions what) {
        return new SchemaAssert(actual, what);
    }

    /**
     * Reads both databases.
     *
     * @throws AssertionError if they differ
     */
    public SchemaAssert hasSameSchemaAs(DataSource expected) {
        return hasSameSchemaAs(Schemas.read(expected, options));
    }

    /** Compares with a schema that was read before.
     *
     * @throws AssertionError if they differ
     */
    public SchemaAssert hasSameSchemaAs(Schema expected) {
        SchemaDiff diff = SchemaDiff.between(actual.apply(options), expected, options);
        if (!diff.isEmpty()) {
            throw new AssertionError(
                    "The schemas differ. These statements would make the expected one of the actual one:\n\n"
                            + diff.sql().strip() + "\n");
        }
        return this;
    }
}
