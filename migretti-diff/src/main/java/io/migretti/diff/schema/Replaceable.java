package io.migretti.diff.schema;

import java.util.List;

/**
 * What can be there before what it needs, because the server replaces it in place: a stand-in has the same name, columns
 * and parameters, and nothing in it.
 */
public interface Replaceable extends SchemaObject {

    /** Whether it can be replaced by a stand-in, and that by it. */
    boolean isReplaceable();

    /** The statements that put a stand-in in its place, whether something is there or not. */
    List<String> standIn();

    /** The statements that put it in the place of its stand-in. */
    List<String> replaceStandIn();

    /** Whether its stand-in needs this object too. */
    default boolean standInNeeds(ObjectId id) {
        return switch (id.kind()) {
            case SCHEMA, EXTENSION, COLLATION, ENUM, COMPOSITE_TYPE, RANGE_TYPE, DOMAIN, TABLE -> true;
            default -> false;
        };
    }
}
