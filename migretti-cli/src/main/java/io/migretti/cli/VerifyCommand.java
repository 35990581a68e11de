package io.migretti.cli;

import io.migretti.report.Verification;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class VerifyCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "verify",
                        List.of(
                                "Compare what is applied with the files, in both directions, and judge the text of every file.",
                                "Exit 1 on any difference. A pending migration is none."),
                        "  mg verify",
                        "  mg verify --env production --output=json")
                .addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        Verification verification = mg.engine().verify();
        mg.result(
                json -> Documents.verification(
                        json, verification, mg.configuration().environment()),
                () -> mg.print(text(verification)));
        return verification.isValid() ? Exit.DONE : Exit.FAILED;
    }

    private static String text(Verification verification) {
        StringBuilder text = new StringBuilder();
        verification
                .differences()
                .forEach(difference -> text.append(difference.migration().id())
                        .append('_')
                        .append(difference.migration().name())
                        .append(": ")
                        .append(difference.what())
                        .append("\n  Next: ")
                        .append(Wording.of(difference.next()))
                        .append(".\n"));
        verification
                .problems()
                .forEach(problem -> text.append(problem.location())
                        .append(": ")
                        .append(problem.what())
                        .append("\n  Next: ")
                        .append(Wording.of(problem.next()))
                        .append(".\n"));
        text.append(verification.isValid() ? "Files and database agree" : "Files and database do not agree");
        if (!verification.pending().isEmpty()) {
            text.append("; ").append(verification.pending().size()).append(" pending");
        }
        if (!verification.future().isEmpty()) {
            text.append("; ").append(verification.future().size()).append(" of a newer release");
        }
        return text.append(".\n").toString();
    }
}
