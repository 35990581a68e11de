package io.migretti.boot.actuate;

import io.migretti.script.Problem;
import java.util.regex.Pattern;

/**
 * Something wrong with a file, as the endpoint shows it.
 *
 * @param location {@code file:line:column}
 * @param what without the SQL text that it quotes
 */
public record ProblemRow(Problem.Severity severity, String location, String what, String next) {

    /** Quoted words of the file format, which are not SQL. */
    private static final Pattern HARMLESS = Pattern.compile("-- \\w.*|[\\w-]{1,30}");

    static ProblemRow of(Problem problem) {
        return new ProblemRow(
                problem.severity(),
                problem.location().toString(),
                withoutSql(problem.what()),
                withoutSql(problem.next()));
    }

    /** From the first quotation of SQL to the end of the last one: SQL may hold a quotation mark itself. */
    private static String withoutSql(String text) {
        int from = text.indexOf('`');
        while (from >= 0) {
            int to = text.indexOf('`', from + 1);
            if (to >= 0 && !HARMLESS.matcher(text.substring(from + 1, to)).matches()) {
                return text.substring(0, from) + "`…`" + text.substring(text.lastIndexOf('`') + 1);
            }
            from = to < 0 ? -1 : text.indexOf('`', to + 1);
        }
        return text;
    }
}
