package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An enum.
 *
 * @param values in their order
 */
public record EnumType(ObjectId id, List<String> values) implements UserType {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE TYPE " + id.sqlName() + " AS ENUM ("
                + values.stream().map(SqlName::literal).collect(Collectors.joining(", ")) + ")");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        EnumType target = (EnumType) other;
        List<String> kept = target.values.stream().filter(values::contains).toList();
        if (!kept.equals(values)) {
            return Change.recreate();
        }
        return Change.alter(additions(target));
    }

    /** The values that only the target has. */
    public List<String> added(EnumType target) {
        return target.values.stream().filter(each -> !values.contains(each)).toList();
    }

    private List<String> additions(EnumType target) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < target.values.size(); i++) {
            String value = target.values.get(i);
            if (values.contains(value)) {
                continue;
            }
            String place = "";
            if (i > 0) {
                place = " AFTER " + SqlName.literal(target.values.get(i - 1));
            } else if (!values.isEmpty()) {
                place = " BEFORE " + SqlName.literal(values.get(0));
            }
            statements.add("ALTER TYPE " + id.sqlName() + " ADD VALUE " + SqlName.literal(value) + place);
        }
        return statements;
    }
}
