package io.migretti;

import io.migretti.plan.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** The files are in order, but they and the history do not fit. Nothing was executed. */
public final class PlanRefusedException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

    PlanRefusedException(List<Refusal> refusals) {
        super(
                "Nothing was executed"
                        + refusals.stream()
                                .map(refusal -> "\n  " + refusal.what())
                                .collect(Collectors.joining()),
                refusals.stream().map(Refusal::next).collect(Collectors.joining(".\n        ")),
                null);
        this.refusals = List.copyOf(refusals);
    }

    /** Why, all reasons. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
