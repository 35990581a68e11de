package io.migretti.diff.schema;

import java.util.List;

/** What is said of an object and goes with it: a comment, an owner, privileges. Its id is that object's, as another kind. */
public interface Attached extends SchemaObject {

    /** The object, or the one that it is a part of if that is no object of its own, as the columns of views are. */
    ObjectId target();

    /** The statements that follow the creation of the target. */
    List<String> createAfresh(Transition transition);

    @Override
    default List<ObjectId> createdWith(Transition transition) {
        return List.of(target());
    }

    /** The id of what is said in this way of that object, or of this part of it. */
    static ObjectId idOf(ObjectKind kind, ObjectId target, String detail) {
        String part = target.kind().name() + " " + target.part() + detail;
        return new ObjectId(kind, target.schema(), target.name(), part);
    }
}
