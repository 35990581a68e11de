package io.migretti.diff.schema;

import java.util.Locale;

/**
 * The kinds of objects that are compared, in the order in which they are created when nothing else decides.
 *
 * <p>Parts that can change without their owner, or that depend on more than it does, are kinds of their own: the default
 * of a column, the attachment of a partition, the owner of a sequence.
 */
public enum ObjectKind {
    SCHEMA(true),
    EXTENSION(true),
    COLLATION(true),
    ENUM(true),
    COMPOSITE_TYPE(true),
    RANGE_TYPE(true),
    DOMAIN(true),
    DOMAIN_DEFAULT(false),
    DOMAIN_CONSTRAINT(true),
    SEQUENCE(true),
    FUNCTION(true),
    PROCEDURE(true),
    AGGREGATE(true),
    TABLE(true),
    COLUMN(true),
    COLUMN_DEFAULT(false),
    CONSTRAINT(true),
    INDEX(true),
    INHERITANCE(false),
    INDEX_ATTACHMENT(false),
    TYPED_TABLE(false),
    FOREIGN_KEY(true),
    SEQUENCE_OWNER(false),
    STATISTICS(true),
    VIEW(true),
    MATERIALIZED_VIEW(true),
    TRIGGER(true),
    RULE(true),
    POLICY(true),
    EVENT_TRIGGER(true),
    PUBLICATION(true),
    PUBLISHED_TABLE(false),
    PUBLISHED_SCHEMA(false),
    REPLICA_IDENTITY(false),
    OWNER(false),
    PRIVILEGE(false),
    DEFAULT_PRIVILEGE(false),
    COMMENT(false);

    private final boolean lost;

    ObjectKind(boolean lost) {
        this.lost = lost;
    }

    /** Whether somebody may miss one that is dropped for good: not a mere property of another object. */
    public boolean isLostWhenDropped() {
        return lost;
    }

    /** As SQL names it, {@code MATERIALIZED VIEW}. */
    public String sql() {
        return switch (this) {
            case ENUM, COMPOSITE_TYPE, RANGE_TYPE -> "TYPE";
            case FOREIGN_KEY, DOMAIN_CONSTRAINT -> "CONSTRAINT";
            default -> name().replace('_', ' ');
        };
    }

    /** As a message names it, {@code materialized view}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
