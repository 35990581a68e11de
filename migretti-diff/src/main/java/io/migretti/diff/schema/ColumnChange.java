package io.migretti.diff.schema;

import io.migretti.diff.schema.Column.Generated;
import io.migretti.diff.schema.Column.Identity;
import io.migretti.diff.schema.Column.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one column becomes another of the same name. */
final class ColumnChange {

    private static final int SET_EXPRESSION = 170000;
    static final int NAMED_NOT_NULL = 180000;

    private final Column from;
    private final Column to;
    private final Transition transition;
    private final List<String> statements = new ArrayList<>();
    private boolean counterLost;

    ColumnChange(Column from, Column to, Transition transition) {
        this.from = from;
        this.to = to;
        this.transition = transition;
    }

    Change change() {
        boolean inherited = from.followsParent(transition) && to.followsParent(transition);
        boolean retyped = !from.type().equals(to.type()) || !from.collation().equals(to.collation());
        boolean recomputed =
                from.isGenerated() && to.isGenerated() && !SqlText.same(from.expression(), to.expression());
        if (!inherited && mustBeNew(recomputed)) {
            return Change.recreate();
        }
        if (from.identity().isPresent() && to.identity().isEmpty() && !inherited) {
            dropIdentity(from.identity().get());
        }
        if (from.isGenerated() && !to.isGenerated() && !inherited) {
            statements.add(from.alter() + " DROP EXPRESSION");
        }
        if (retyped && !inherited) {
            statements.add(retyping());
        }
        if (recomputed && !inherited) {
            statements.add(from.alter() + " SET EXPRESSION AS (" + to.expression() + ")");
        }
        notNull(inherited);
        if (!inherited) {
            identity();
        }
        storage(retyped);
        if (!retyped) {
            return counterLost ? new Change.Alter(statements, false, true) : Change.alter(statements);
        }
        boolean moved = !inherited && !to.isGenerated();
        boolean loses = counterLost || moved && Retyping.loses(transition, from.type(), to.type());
        return new Change.Alter(statements, true, loses);
    }

    /** How far it has counted is kept for the sequence that is to count in its place; otherwise it is lost. */
    private void dropIdentity(Identity identity) {
        Optional<Sequence> next = to.countedBy(transition.to())
                .map(each -> (Sequence) transition.to().find(each).orElseThrow())
                .filter(each -> each.replacesIdentity(transition));
        next.ifPresent(each -> statements.addAll(each.countedAside(identity.sequence())));
        counterLost = next.isEmpty();
        statements.add(from.alter() + " DROP IDENTITY");
    }

    private boolean mustBeNew(boolean recomputed) {
        if (!from.isGenerated() && to.isGenerated()) {
            return true;
        }
        if (from.isGenerated() && !to.isGenerated()) {
            return from.generated() == Generated.VIRTUAL;
        }
        return from.generated() != to.generated() || recomputed && transition.serverVersion() < SET_EXPRESSION;
    }

    private String retyping() {
        String sql = from.alter() + " TYPE " + to.type()
                + to.collation().map(each -> " COLLATE " + each).orElse("");
        // The server computes a generated column anew and takes no USING.
        if (to.isGenerated() || from.type().equals(to.type())) {
            return sql;
        }
        String source = Retyping.base(from.type());
        String target = Retyping.base(to.type());
        if (transition.from().assigns(source, target)
                || Retyping.of(transition, from, to).isAssignment(transition.from())) {
            return sql;
        }
        boolean castable =
                transition.from().casts(source, target) || transition.to().casts(source, target);
        return sql + " USING " + from.id().sqlPart() + (castable ? "::" : "::text::") + to.type();
    }

    private void notNull(boolean inherited) {
        if (inherited && parentTakesAway()) {
            statements.add(added(to, to.notNull().orElseThrow()));
            return;
        }
        if (from.notNull().equals(to.notNull())) {
            return;
        }
        if (inherited && parentDoes()) {
            return;
        }
        if (to.notNull().isEmpty()) {
            statements.add(from.alter() + " DROP NOT NULL");
            return;
        }
        NotNull target = to.notNull().get();
        if (from.notNull().isEmpty()) {
            statements.add(added(to, target));
            return;
        }
        NotNull source = from.notNull().get();
        if (source.noInherit() != target.noInherit() || source.valid() && !target.valid()) {
            statements.add(from.alter() + " DROP NOT NULL");
            statements.add(added(to, target));
            return;
        }
        // Renaming the parent's renames this one too.
        if (transition.serverVersion() >= NAMED_NOT_NULL && !inherited) {
            renameNotNull(source, target);
        }
    }

    private void renameNotNull(NotNull source, NotNull target) {
        String table = "ALTER TABLE " + from.id().sqlName();
        String usual = usualNotNull(from.id());
        String name = source.name().isEmpty() ? usual : source.name();
        String targetName = target.name().isEmpty() ? usual : target.name();
        if (!name.equals(targetName)) {
            statements.add(table + " RENAME CONSTRAINT " + SqlName.quote(name) + " TO " + SqlName.quote(targetName));
        }
        if (!source.valid() && target.valid()) {
            statements.add(table + " VALIDATE CONSTRAINT " + SqlName.quote(targetName));
        }
    }

    /** What the server calls such a constraint. */
    static String usualNotNull(ObjectId column) {
        return column.name() + "_" + column.part() + "_not_null";
    }

    private static String added(Column column, NotNull notNull) {
        if (notNull.name().isEmpty() && !notNull.noInherit() && notNull.valid()) {
            return column.alter() + " SET NOT NULL";
        }
        return "ALTER TABLE " + column.id().sqlName() + " ADD"
                + (notNull.name().isEmpty() ? "" : " CONSTRAINT " + SqlName.quote(notNull.name()))
                + " NOT NULL " + column.id().sqlPart() + (notNull.noInherit() ? " NO INHERIT" : "")
                + (notNull.valid() ? "" : " NOT VALID");
    }

    /** Whether the parent's loses it, and this one with it, but is to have it all the same. */
    private boolean parentTakesAway() {
        if (from.notNull().isEmpty() || to.notNull().isEmpty()) {
            return false;
        }
        boolean goesAlong = transition.serverVersion() < NAMED_NOT_NULL
                || from.notNull().get().inherited() && !to.notNull().get().inherited();
        return goesAlong
                && to.inheritedFrom().stream()
                        .anyMatch(each -> isNotNull(transition.from(), each) && !isNotNull(transition.to(), each));
    }

    private static boolean isNotNull(Schema schema, ObjectId column) {
        return schema.find(column)
                .filter(each -> ((Column) each).notNull().isPresent())
                .isPresent();
    }

    /** Altering the parent's column alters this one too. */
    private boolean parentDoes() {
        return to.inheritedFrom().stream().anyMatch(each -> {
            Optional<SchemaObject> before = transition.from().find(each);
            Optional<SchemaObject> after = transition.to().find(each);
            return before.isPresent()
                    && after.isPresent()
                    && ((Column) after.get()).notNull().isPresent()
                            == to.notNull().isPresent()
                    && ((Column) before.get()).notNull().isPresent()
                            != to.notNull().isPresent();
        });
    }

    private void identity() {
        if (to.identity().isEmpty()) {
            return;
        }
        Identity target = to.identity().get();
        if (from.identity().isEmpty()) {
            statements.add(from.alter() + " ADD " + target.sql());
            from.countedBy(transition.from())
                    .filter(each -> !transition.to().contains(each))
                    .ifPresent(each -> countOn(each, target));
            return;
        }
        Identity source = from.identity().get();
        List<String> changes = new ArrayList<>();
        if (source.always() != target.always()) {
            changes.add("SET GENERATED " + target.kind());
        }
        source.options().changes(target.options()).forEach(each -> changes.add("SET " + each));
        // The type of the sequence follows that of the column by itself, and moves its limits.
        if (!changes.isEmpty()) {
            statements.add(from.alter() + " " + String.join(" ", changes));
        }
        if (!source.sequence().equals(target.sequence())) {
            statements.add("ALTER SEQUENCE " + source.sequence().sqlName() + " RENAME TO "
                    + SqlName.quote(target.sequence().name()));
        }
    }

    private void countOn(ObjectId sequence, Identity target) {
        String old = SqlName.qualified(sequence.schema(), UserType.otherName(sequence.name()));
        statements.add("SELECT pg_catalog.setval("
                + SqlName.literal(target.sequence().sqlName()) + ", last_value, is_called) FROM " + old);
        statements.add("DROP SEQUENCE " + old);
    }

    private void storage(boolean retyped) {
        // A new type brings its own.
        String storage = retyped ? to.typeStorage() : from.storage();
        if (!storage.equals(to.storage())) {
            statements.add(from.alterOnly() + " SET STORAGE " + to.storage());
        }
        String compression = retyped ? "" : from.compression();
        if (!compression.equals(to.compression())) {
            statements.add(from.alterOnly() + " SET COMPRESSION "
                    + (to.compression().isEmpty() ? "default" : to.compression()));
        }
        if (from.statistics() != to.statistics()) {
            statements.add(from.alterOnly() + " SET STATISTICS " + to.statistics());
        }
        statements.addAll(StorageOptions.changes(from.alterOnly(), from.options(), to.options()));
    }

    /** Where a column that comes from a parent differs from it: right after its table was created. */
    static List<String> ownTerms(Column column, Creation creation) {
        List<String> own = new ArrayList<>();
        Schema to = creation.transition().to();
        boolean parentNotNull = column.inheritedFrom().stream()
                .anyMatch(each -> to.find(each)
                        .map(found -> ((Column) found).notNull().isPresent())
                        .orElse(false));
        if (column.notNull().isPresent() && !parentNotNull) {
            own.add(added(column, column.notNull().get()));
        }
        Optional<ColumnDefault> ownDefault = creation.parts(ColumnDefault.class).stream()
                .filter(each -> each.column().equals(column.id()))
                .findFirst();
        boolean parentDefault = column.inheritedFrom().stream()
                .anyMatch(each -> to.contains(each.part(ObjectKind.COLUMN_DEFAULT, each.part())));
        if (ownDefault.isPresent()) {
            own.addAll(ownDefault.get().create(creation));
        } else if (parentDefault
                && !column.isGenerated()
                && !to.contains(
                        column.id().part(ObjectKind.COLUMN_DEFAULT, column.id().part()))) {
            own.add(column.alterOnly() + " DROP DEFAULT");
        }
        return own;
    }
}
