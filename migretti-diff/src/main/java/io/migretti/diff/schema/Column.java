package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A column of a table. Its default is an object of its own, unless it is generated.
 *
 * @param position among the columns of its table; decides nothing but where it stands in {@code CREATE TABLE}
 * @param collation qualified and quoted; empty if it is the type's own
 * @param expression of a generated column; else empty
 * @param storage {@code EXTERNAL} and the like
 * @param typeStorage what it would be by its type
 * @param compression empty for the server's default
 * @param statistics the statistics target; -1 for the server's default
 * @param options {@code n_distinct=…}
 * @param local whether the table has it of its own, not only from a parent
 * @param inheritedFrom the columns of its parents that it comes from
 */
public record Column(
        ObjectId id,
        int position,
        String type,
        Optional<String> collation,
        Optional<NotNull> notNull,
        Optional<Identity> identity,
        Generated generated,
        String expression,
        String storage,
        String typeStorage,
        String compression,
        int statistics,
        List<String> options,
        boolean local,
        List<ObjectId> inheritedFrom)
        implements SchemaObject {

    /** When a generated column is computed. */
    public enum Generated {
        NOT,
        STORED,
        VIRTUAL
    }

    /**
     * That it cannot be null.
     *
     * @param name of the constraint; empty if it has none or the one that the server chooses
     * @param inherited it comes from a parent, and only from there
     */
    public record NotNull(String name, boolean noInherit, boolean valid, boolean inherited) {}

    /**
     * The sequence of an identity column.
     *
     * @param sequence where it lies
     */
    public record Identity(boolean always, ObjectId sequence, Sequence.Options options, boolean unlogged) {

        String kind() {
            return always ? "ALWAYS" : "BY DEFAULT";
        }

        String sql() {
            return "GENERATED " + kind() + " AS IDENTITY (SEQUENCE NAME " + sequence.sqlName() + " " + options.sql()
                    + ")";
        }
    }

    public ObjectId table() {
        return id.whole(ObjectKind.TABLE);
    }

    public boolean isGenerated() {
        return generated != Generated.NOT;
    }

    /** Whether inheriting from these parents is all it takes to have it. */
    boolean comesWith(List<Inheritance> parents) {
        return !local && parents.stream().anyMatch(each -> !each.isPartition());
    }

    /** The line in {@code CREATE TABLE} or after {@code ADD COLUMN}. */
    String definition(Creation creation) {
        boolean partition = !inheritedFrom.isEmpty() && !local;
        StringBuilder sql = new StringBuilder(id.sqlPart()).append(' ').append(type);
        sql.append(compression.isEmpty() ? "" : " COMPRESSION " + compression);
        collation.ifPresent(each -> sql.append(" COLLATE ").append(each));
        // A partition that is attached gets its parent's identity then, and must not have one before.
        if (!partition) {
            identity.ifPresent(each -> sql.append(' ').append(each.sql()));
        }
        sql.append(value(creation));
        notNull.ifPresent(each -> sql.append(notNullClause(named(each, creation.transition()))));
        return sql.toString();
    }

    /** A partition's constraint may have the name that the server would choose for the parent's. */
    private NotNull named(NotNull notNull, Transition transition) {
        boolean parent = transition.to().dependents(table()).stream()
                .anyMatch(each -> each.of().kind() == ObjectKind.INHERITANCE
                        && !each.of().name().equals(id.name()));
        return notNull.name().isEmpty() && parent && transition.serverVersion() >= ColumnChange.NAMED_NOT_NULL
                ? new NotNull(ColumnChange.usualNotNull(id), notNull.noInherit(), notNull.valid(), notNull.inherited())
                : notNull;
    }

    private String value(Creation creation) {
        if (isGenerated()) {
            return " GENERATED ALWAYS AS (" + expression + ") " + generated;
        }
        return creation.parts(ColumnDefault.class).stream()
                .filter(each -> each.column().equals(id))
                .map(each -> " DEFAULT " + each.expression())
                .findFirst()
                .orElse("");
    }

    static String notNullClause(NotNull notNull) {
        return (notNull.name().isEmpty() ? "" : " CONSTRAINT " + SqlName.quote(notNull.name())) + " NOT NULL"
                + (notNull.noInherit() ? " NO INHERIT" : "");
    }

    /** The line of a typed table, if there is something to say. */
    Optional<String> withOptions(Creation creation) {
        String said = value(creation) + notNull.map(Column::notNullClause).orElse("");
        return said.isEmpty() ? Optional.empty() : Optional.of(id.sqlPart() + " WITH OPTIONS" + said);
    }

    String alter() {
        return "ALTER TABLE " + id.sqlName() + " ALTER COLUMN " + id.sqlPart();
    }

    /** Without the tables that inherit from this one, which are told themselves. */
    String alterOnly() {
        return "ALTER TABLE ONLY " + id.sqlName() + " ALTER COLUMN " + id.sqlPart();
    }

    /**
     * What has no place in the definition.
     *
     * @param inherited the definition was the parent's
     */
    List<String> afterCreation(Creation creation, boolean inherited) {
        List<String> statements = new ArrayList<>();
        if (inherited) {
            statements.addAll(ColumnChange.ownTerms(this, creation));
        }
        if (!storage.equals(typeStorage)) {
            statements.add(alterOnly() + " SET STORAGE " + storage);
        }
        if (statistics != -1) {
            statements.add(alterOnly() + " SET STATISTICS " + statistics);
        }
        if (!options.isEmpty()) {
            statements.add(alterOnly() + " SET (" + StorageOptions.sql(options) + ")");
        }
        identity.filter(each -> each.unlogged() != creationUnlogged(creation))
                .ifPresent(each -> statements.add("ALTER SEQUENCE "
                        + each.sequence().sqlName() + (each.unlogged() ? " SET UNLOGGED" : " SET LOGGED")));
        return statements;
    }

    private boolean creationUnlogged(Creation creation) {
        return creation.transition()
                .to()
                .find(table())
                .map(each -> ((Table) each).unlogged())
                .orElse(false);
    }

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        statements.add("ALTER TABLE " + id.sqlName() + " ADD COLUMN " + definition(creation));
        statements.addAll(afterCreation(creation, false));
        return statements;
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER TABLE " + (isKeptByHeirs(id, transition) ? "ONLY " : "") + id.sqlName() + " DROP COLUMN "
                + id.sqlPart());
    }

    /** Whether a table that inherits it, however far down, is to keep it: then each of them is told itself. */
    private static boolean isKeptByHeirs(ObjectId id, Transition transition) {
        return transition.to().contains(id.whole(ObjectKind.TABLE))
                && transition.from().dependents(id).stream()
                        .map(Dependency::of)
                        .filter(each ->
                                each.kind() == ObjectKind.COLUMN && each.part().equals(id.part()))
                        .anyMatch(each -> transition.to().contains(each) || isKeptByHeirs(each, transition));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return new ColumnChange(this, (Column) other, transition).change();
    }

    /**
     * Moves it to the type that has the name of its old one now.
     *
     * @param before the old one
     * @param after the new one
     */
    public List<String> retype(Column target, Transition transition, UserType before, UserType after) {
        List<String> statements = new ArrayList<>();
        boolean assigned = Retyping.of(transition, this, target).isAssignment(transition.from());
        statements.add(alter() + " TYPE " + target.type
                + target.collation.map(each -> " COLLATE " + each).orElse("")
                + (assigned ? "" : " USING " + before.converted(id.sqlPart(), after, target.type)));
        if (!storage.equals(typeStorage) && storage.equals(target.storage)) {
            statements.add(alterOnly() + " SET STORAGE " + storage);
        }
        if (!compression.isEmpty() && compression.equals(target.compression)) {
            statements.add(alterOnly() + " SET COMPRESSION " + compression);
        }
        return statements;
    }

    /** Whether the type that has the name of its old one now keeps less of a value, and does not refuse it. */
    public boolean losesBy(Column target, Transition transition) {
        return !target.isGenerated() && Retyping.loses(transition, type, target.type);
    }

    /** Whether a parent that it has before and after brings this about. */
    public boolean followsParent(Transition transition) {
        return inheritedFrom.stream()
                .anyMatch(each -> transition.keeps(Inheritance.idOf(table(), each.whole(ObjectKind.TABLE))));
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        List<ObjectId> owners = new ArrayList<>();
        owners.add(table());
        if (!local && followsParent(transition)) {
            owners.addAll(inheritedFrom);
        }
        return owners;
    }

    @Override
    public List<ObjectId> droppedWith(Transition transition) {
        if (local || !followsParent(transition)) {
            return List.of();
        }
        return inheritedFrom.stream()
                .filter(each -> !isKeptByHeirs(each, transition))
                .toList();
    }

    @Override
    public boolean stepsAside() {
        return isGenerated();
    }

    /** The sequence of its own that its default takes the next value of. */
    Optional<ObjectId> countedBy(Schema schema) {
        ObjectId itsDefault = id.part(ObjectKind.COLUMN_DEFAULT, id.part());
        return schema.dependencies(itsDefault).stream()
                .map(Dependency::on)
                .filter(each -> schema.find(each).orElseThrow() instanceof Sequence sequence
                        && sequence.ownedBy().equals(Optional.of(id)))
                .findFirst();
    }

    @Override
    public Set<String> names() {
        return identity.map(each -> Set.of(
                        SchemaObject.relationName(
                                each.sequence().schema(), each.sequence().name()),
                        "counter of " + id))
                .orElse(Set.of());
    }
}
