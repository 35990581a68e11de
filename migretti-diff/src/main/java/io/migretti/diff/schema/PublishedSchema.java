package io.migretti.diff.schema;

import java.util.List;

/** A schema whose tables all belong to a publication. Its id is named after the schema, with the publication as the part. */
public record PublishedSchema(ObjectId id, ObjectId publication) implements SchemaObject {

    String clause() {
        return "TABLES IN SCHEMA " + SqlName.quote(id.name());
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER PUBLICATION " + publication.sqlName() + " ADD " + clause());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER PUBLICATION " + publication.sqlName() + " DROP " + clause());
    }

    @Override
    public Change changeTo(SchemaObject target, Transition transition) {
        return Change.none();
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return List.of(publication);
    }
}
