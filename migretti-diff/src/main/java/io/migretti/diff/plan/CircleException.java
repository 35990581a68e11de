package io.migretti.diff.plan;

import java.util.List;

/** Objects wait for each other, and none of them can be created in two steps. */
public final class CircleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> steps;

    CircleException(List<String> steps) {
        super("These steps wait for each other: " + String.join(", ", steps));
        this.steps = List.copyOf(steps);
    }

    /** What would have to happen, {@code create view app.v}. */
    public List<String> steps() {
        return steps;
    }
}
