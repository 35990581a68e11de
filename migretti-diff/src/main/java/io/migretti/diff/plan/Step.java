package io.migretti.diff.plan;

import io.migretti.diff.schema.ObjectId;
import java.util.List;

/**
 * What is done to one object.
 *
 * @param statements SQL without {@code ;}
 * @param destructive whether something is lost that the target has no room for, or does not have at all
 */
public record Step(Action action, ObjectId object, List<String> statements, boolean destructive) {}
