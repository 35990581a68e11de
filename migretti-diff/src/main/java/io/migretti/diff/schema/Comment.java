package io.migretti.diff.schema;

import java.util.List;

/**
 * A comment.
 *
 * @param target what it is about
 * @param subject the same as {@code COMMENT ON} names it
 */
public record Comment(ObjectId id, ObjectId target, String subject, String text) implements Attached {

    private String sql(String text) {
        return "COMMENT ON " + subject + " IS " + text;
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(sql(SqlName.literal(text)));
    }

    @Override
    public List<String> createAfresh(Transition transition) {
        return List.of(sql(SqlName.literal(text)));
    }

    /** One that comes back went with its target. */
    @Override
    public List<String> drop(Transition transition) {
        return transition.to().contains(id) ? List.of() : List.of(sql("NULL"));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Comment aim = (Comment) other;
        return text.equals(aim.text) ? Change.none() : Change.alter(List.of(sql(SqlName.literal(aim.text))));
    }
}
