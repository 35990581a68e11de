package io.migretti.cli;

import io.migretti.MigrettiHook;
import io.migretti.plan.Plan;
import java.sql.Connection;

/** While a person was reading the question, another process may have been at work: a yes is for what was shown. */
record SamePlan(Plan shown) implements MigrettiHook {

    @Override
    public void before(Plan plan, Connection connection) {
        if (!plan.ids().equals(shown.ids())) {
            throw new CommandException(
                    "Nothing was executed: what there is to do has changed since it was confirmed", "run it again");
        }
    }
}
