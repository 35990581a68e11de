package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.ReplicaIdentity;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.Optional;

/** Reads replica identities other than the usual one. */
final class ReplicaIdentityRows {

    private ReplicaIdentityRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT c.oid::int8, c.relreplident::text AS identity, i.oid::int8 AS index, i.relname AS name
                  FROM pg_class c
                  LEFT JOIN pg_index x ON x.indrelid = c.oid AND x.indisreplident AND c.relreplident = 'i'
                  LEFT JOIN pg_class i ON i.oid = x.indexrelid
                 WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND c.relreplident IN ('f', 'n', 'i')
                """, row -> identity(reading, row));
    }

    private static void identity(Reading reading, Row row) throws SQLException {
        Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("oid"));
        if (table.isEmpty() || table.get().kind() != ObjectKind.TABLE) {
            return;
        }
        ObjectId id = table.get().part(ObjectKind.REPLICA_IDENTITY, "");
        char letter = row.letter("identity");
        Optional<String> index = row.optional("name");
        // Its index was dropped: the same as nothing.
        String how = letter == 'f'
                ? "FULL"
                : index.map(each -> "USING INDEX " + SqlName.quote(each)).orElse("NOTHING");
        reading.schema.add(new ReplicaIdentity(id, how));
        reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
        if (index.isPresent()) {
            reading.at(Reading.CLASS, row.number("index"))
                    .ifPresent(each -> reading.schema.depend(id, each, Strength.NORMAL));
        }
    }
}
