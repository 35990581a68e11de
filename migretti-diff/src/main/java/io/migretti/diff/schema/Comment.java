package io.migretti.diff.schema;

import java.util.List;

/**
 * A comment.
 *
 * @param target what it is about
 * @param subject the same as {@code COMMENT ON} names it
 * @param text empty if the target should have none although it has one when it is created
 * @param usual what the target has when nobody said anything; mostly empty
 */
public record Comment(ObjectId id, ObjectId target, String subject, String text, String usual) implements Attached {

    private static String sql(String subject, String text) {
        return "COMMENT ON " + subject + " IS " + (text.isEmpty() ? "NULL" : SqlName.literal(text));
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(sql(subject, text));
    }

    @Override
    public List<String> createAfresh(Transition transition) {
        return List.of(sql(subject, text));
    }

    /** One that comes back went with its target. */
    @Override
    public List<String> drop(Transition transition) {
        return transition.to().contains(id) ? List.of() : List.of(sql(subject, usual));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Comment aim = (Comment) other;
        return text.equals(aim.text) ? Change.none() : Change.alter(List.of(sql(subject, aim.text)));
    }
}
