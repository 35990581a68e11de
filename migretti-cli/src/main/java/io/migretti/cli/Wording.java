package io.migretti.cli;

import io.migretti.MigrettiException;
import io.migretti.PlanRefusedException;
import io.migretti.plan.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/** What to do next, in the words of this command line. The engine speaks to several front ends. */
final class Wording {

    private static final Pattern COMMAND = Pattern.compile("`(fix|list|init|squash|apply|status|verify)\\b");
    private static final Pattern AGAIN = Pattern.compile("\\bstart again\\b");

    private Wording() {}

    static List<String> next(MigrettiException e) {
        return e instanceof PlanRefusedException refused
                ? refused.refusals().stream().map(Wording::next).toList()
                : List.of(of(e.next()));
    }

    static String next(Refusal refusal) {
        if (refusal instanceof Refusal.Unconfirmed) {
            return "confirm it with --yes, or run it on a terminal, where it asks";
        } else if (refusal instanceof Refusal.OutOfOrder) {
            return "give them new ids, or apply with --allow-out-of-order if they do not depend on the order";
        } else if (refusal instanceof Refusal.NoDown) {
            return "revert by a new migration, or remove them from the history alone with --allow-missing-down";
        } else if (refusal instanceof Refusal.NotGroupable) {
            return "apply without --single-transaction, or apply up to the first of them before, with --to";
        } else if (refusal instanceof Refusal.Pending) {
            return "`mg apply`, then `mg seed`";
        }
        return of(refusal.next());
    }

    /** Commands with their program, and what a service does by starting done by running. */
    static String of(String next) {
        return AGAIN.matcher(COMMAND.matcher(next).replaceAll("`mg $1")).replaceAll("run it again");
    }
}
