package io.migretti.diff;

import io.migretti.diff.Reading.Address;
import io.migretti.diff.Reading.Dependence;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Sequence;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How relations hang together: what inherits from what, whose a sequence is, and all other dependencies. */
final class Links {

    /** @param position which of the parents it is, from 1 */
    record Parent(long oid, int position) {}

    private final List<Dependence> dependences = new ArrayList<>();
    private final Map<Long, List<Parent>> parents = new HashMap<>();
    /** The column that a sequence belongs to: as the owner, or as its identity. */
    private final Map<Long, Dependence> sequenceColumns = new HashMap<>();

    private final Map<Address, Long> identities = new HashMap<>();
    private final Map<Long, Sequence> sequences = new HashMap<>();

    private final Set<Long> ofTypes = new HashSet<>();
    private final Set<Address> silent = new HashSet<>();

    private Links() {}

    static Links read(Reading reading) throws SQLException {
        Links links = new Links();
        reading.rows(
                "SELECT inhrelid::int8 AS child, inhparent::int8 AS parent, inhseqno AS position FROM pg_inherits",
                row -> links.parents
                        .computeIfAbsent(row.number("child"), child -> new ArrayList<>())
                        .add(new Parent(row.number("parent"), row.integer("position"))));
        reading.rows(
                """
                SELECT classid::int8, objid::int8, objsubid, refclassid::int8, refobjid::int8, refobjsubid,
                       deptype::text AS type
                  FROM pg_depend
                 WHERE objid >= 16384 AND deptype IN ('n', 'a', 'i')
                """,
                row -> links.add(new Dependence(
                        new Address(row.integer("classid"), row.number("objid"), row.integer("objsubid")),
                        new Address(row.integer("refclassid"), row.number("refobjid"), row.integer("refobjsubid")),
                        row.letter("type"))));
        return links;
    }

    private void add(Dependence each) {
        dependences.add(each);
        if (each.of().catalog() == Reading.PROC && each.on().catalog() == Reading.TYPE && each.type() == 'i') {
            ofTypes.add(each.of().oid());
        }
        if (each.of().catalog() == Reading.CLASS
                && each.of().column() == 0
                && each.on().catalog() == Reading.CLASS
                && each.on().column() > 0
                && each.type() != 'n') {
            sequenceColumns.put(each.of().oid(), each);
            if (each.type() == 'i') {
                identities.put(each.on(), each.of().oid());
            }
        }
    }

    /** Every relation with a parent: tables, and indexes of partitions. */
    Map<Long, List<Parent>> children() {
        return parents;
    }

    void remember(long oid, Sequence sequence) {
        sequences.put(oid, sequence);
    }

    Map<Long, Sequence> sequences() {
        return sequences;
    }

    /** This constraint's own dependencies are not to count. */
    void copyOf(long constraint) {
        silent.add(new Address(Reading.CONSTRAINT, constraint, 0));
    }

    /** Whether the routine came with a type, as the constructors of a range type. */
    boolean comesWithType(long routine) {
        return ofTypes.contains(routine);
    }

    /** The sequence of an identity column. */
    Optional<Sequence> identityOf(long table, int column) {
        return Optional.ofNullable(identities.get(new Address(Reading.CLASS, table, column)))
                .map(sequences::get);
    }

    List<Parent> parents(long child) {
        return parents.getOrDefault(child, List.of());
    }

    /** Whether the sequence is that of an identity column. */
    boolean isIdentity(long sequence) {
        Dependence found = sequenceColumns.get(sequence);
        return found != null && found.type() == 'i';
    }

    /** The column that takes the sequence along. */
    Optional<Address> ownerOf(long sequence) {
        return Optional.ofNullable(sequenceColumns.get(sequence)).map(Dependence::on);
    }

    /** What the catalog says, as far as both ends were read. */
    void addDependencies(Reading reading) {
        for (Dependence each : dependences) {
            Optional<ObjectId> of = reading.at(each.of());
            Optional<ObjectId> on = reading.at(each.on());
            if (silent.contains(each.of()) || of.isEmpty() || on.isEmpty() || isTold(of.get(), on.get())) {
                continue;
            }
            ObjectId needing = of.get();
            // A domain itself needs types and collations; routines and the like are its default's.
            if (needing.kind() == ObjectKind.DOMAIN && each.on().catalog() == Reading.PROC) {
                needing = needing.part(ObjectKind.DOMAIN_DEFAULT, "");
            }
            reading.schema.depend(needing, on.get(), each.type() == 'n' ? Strength.NORMAL : Strength.AUTOMATIC);
        }
    }

    /** Dependencies that objects of their own stand for. */
    private static boolean isTold(ObjectId of, ObjectId on) {
        return of.kind() == ObjectKind.SEQUENCE && (on.kind() == ObjectKind.COLUMN || on.kind() == ObjectKind.TABLE)
                || of.kind() == ObjectKind.TABLE && on.kind() == ObjectKind.TABLE
                || of.kind() == ObjectKind.EXTENSION
                        && on.kind() != ObjectKind.SCHEMA
                        && on.kind() != ObjectKind.EXTENSION;
    }
}
