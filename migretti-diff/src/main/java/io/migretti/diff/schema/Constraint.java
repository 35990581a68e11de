package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check, primary key, unique or exclusion constraint of a table.
 *
 * @param definition as the server deparses it
 * @param check a check is part of {@code CREATE TABLE} and comes from parents; the others have an index
 * @param options storage parameters of its index
 * @param local whether the table has it of its own, not only from a parent
 * @param inheritedFrom the checks of its parents that it comes from
 * @param clustered whether {@code CLUSTER} follows its index
 * @param attached its index, to that of the partitioned table
 */
public record Constraint(
        ObjectId id,
        String definition,
        boolean check,
        List<String> options,
        boolean local,
        List<ObjectId> inheritedFrom,
        boolean clustered,
        Optional<IndexAttachment.Place> attached)
        implements SchemaObject {

    private static final String NOT_VALID = " NOT VALID";

    public ObjectId table() {
        return id.whole(ObjectKind.TABLE);
    }

    boolean comesWith(List<Inheritance> parents) {
        return !local && parents.stream().anyMatch(each -> !each.isPartition());
    }

    String clause() {
        return "CONSTRAINT " + id.sqlPart() + " " + definition;
    }

    private String alter() {
        return "ALTER TABLE " + id.sqlName();
    }

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        // The partitions' own indexes are attached to it one by one.
        statements.add("ALTER TABLE " + (check ? "" : "ONLY ") + id.sqlName() + " ADD " + clause());
        statements.addAll(StorageOptions.changes(index(), List.of(), options));
        if (clustered) {
            statements.add(alter() + " CLUSTER ON " + id.sqlPart());
        }
        return statements;
    }

    private String index() {
        return "ALTER INDEX " + SqlName.qualified(id.schema(), id.part());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of(alter() + " DROP CONSTRAINT " + id.sqlPart());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Constraint target = (Constraint) other;
        if (check != target.check) {
            return Change.recreate();
        }
        boolean follows = !target.local && followsParent(transition);
        if (!SqlText.same(definition, target.definition)) {
            if (!SqlText.same(definition, target.definition + NOT_VALID)) {
                return Change.recreate();
            }
            return follows ? Change.none() : Change.alter(List.of(alter() + " VALIDATE CONSTRAINT " + id.sqlPart()));
        }
        List<String> statements = new ArrayList<>(StorageOptions.changes(index(), options, target.options));
        if (!clustered && target.clustered) {
            statements.add(alter() + " CLUSTER ON " + id.sqlPart());
        } else if (clustered && !target.clustered && !Index.clusters(transition.to(), table())) {
            statements.add(alter() + " SET WITHOUT CLUSTER");
        }
        return Change.alter(statements);
    }

    private boolean followsParent(Transition transition) {
        return inheritedFrom.stream()
                .anyMatch(each -> transition.keeps(Inheritance.idOf(table(), each.whole(ObjectKind.TABLE))));
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        if (!check) {
            return List.of();
        }
        List<ObjectId> owners = new ArrayList<>();
        if (!definition.endsWith(NOT_VALID)) {
            owners.add(table());
        }
        if (!local && followsParent(transition)) {
            owners.addAll(inheritedFrom);
        }
        return owners;
    }

    @Override
    public List<ObjectId> droppedWith(Transition transition) {
        List<ObjectId> owners = new ArrayList<>();
        attached.ifPresent(each -> owners.addAll(each.droppedWith(transition)));
        if (!local && followsParent(transition)) {
            owners.addAll(inheritedFrom);
        }
        return owners;
    }

    public Constraint attachedAt(IndexAttachment.Place place) {
        return new Constraint(id, definition, check, options, local, inheritedFrom, clustered, Optional.of(place));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        names.add("constraint " + id.sqlName() + "." + id.sqlPart());
        if (!check) {
            names.add(SchemaObject.relationName(id.schema(), id.part()));
        }
        if (definition.startsWith("PRIMARY KEY")) {
            names.add("primary key of " + id.sqlName());
        }
        return names;
    }
}
