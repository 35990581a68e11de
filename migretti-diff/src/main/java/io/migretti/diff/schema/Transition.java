package io.migretti.diff.schema;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From one schema to another, on the server of the first.
 *
 * @param apart what is there before and after, and yet not all the time: partitions that are detached for a while
 */
public record Transition(Schema from, Schema to, Set<ObjectId> apart) {

    public Transition {
        apart = Set.copyOf(apart);
    }

    /** {@code server_version_num} of the server that executes the statements. */
    public int serverVersion() {
        return from.serverVersion() == 0 ? to.serverVersion() : from.serverVersion();
    }

    /** The type of another kind that takes the name of this one, and its place in columns. */
    public Optional<ObjectId> successor(ObjectId type) {
        return namesake(type, from, to);
    }

    /** The type of another kind that this one takes the name of. */
    public Optional<ObjectId> predecessor(ObjectId type) {
        return namesake(type, to, from);
    }

    private static Optional<ObjectId> namesake(ObjectId type, Schema here, Schema there) {
        return there.contains(type)
                        || here.find(type).filter(UserType.class::isInstance).isEmpty()
                ? Optional.empty()
                : Stream.of(ObjectKind.ENUM, ObjectKind.COMPOSITE_TYPE, ObjectKind.RANGE_TYPE, ObjectKind.DOMAIN)
                        .map(type::whole)
                        .filter(each -> there.contains(each) && !here.contains(each))
                        .findFirst();
    }

    /** Whether it is there all the time. */
    public boolean keeps(ObjectId id) {
        return from.contains(id) && to.contains(id) && !apart.contains(id);
    }
}
