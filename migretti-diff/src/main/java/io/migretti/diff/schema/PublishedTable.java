package io.migretti.diff.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table of a publication. Its id is the table's, with the publication as the part.
 *
 * @param columns those that are published, in the order of their names; empty for all
 * @param where which rows, as the server deparses it
 */
public record PublishedTable(ObjectId id, ObjectId publication, List<String> columns, Optional<String> where)
        implements SchemaObject {

    String clause() {
        return "TABLE ONLY " + id.sqlName()
                + (columns.isEmpty() ? "" : " (" + SqlName.list(columns) + ")")
                + where.map(each -> " WHERE (" + each + ")").orElse("");
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER PUBLICATION " + publication.sqlName() + " ADD " + clause());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER PUBLICATION " + publication.sqlName() + " DROP TABLE ONLY " + id.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        PublishedTable target = (PublishedTable) other;
        boolean same = columns.equals(target.columns)
                && where.isPresent() == target.where.isPresent()
                && SqlText.same(where.orElse(""), target.where.orElse(""));
        return same ? Change.none() : Change.recreate();
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return List.of(publication);
    }

    @Override
    public boolean stepsAside() {
        return true;
    }
}
