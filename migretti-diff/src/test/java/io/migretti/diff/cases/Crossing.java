package io.migretti.diff.cases;

import io.migretti.diff.DiffOptions;
import io.migretti.diff.SchemaDiff;
import io.migretti.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.postgresql.util.PSQLException;

/** A diff between two databases, both ways: applied for real, and looked at by everybody who can tell whether it worked. */
final class Crossing {

    private final DiffOptions options;
    private final boolean privileges;

    private final List<String> madeAnew;
    private final boolean oneWay;

    private Crossing(boolean privileges, List<String> madeAnew, boolean oneWay) {
        this.privileges = privileges;
        this.options = privileges ? DiffOptions.defaults().withPrivileges() : DiffOptions.defaults();
        this.madeAnew = madeAnew;
        this.oneWay = oneWay;
    }

    static Crossing of(Case one) {
        return new Crossing(one.privileges(), one.madeAnew(), one.oneWay());
    }

    static Crossing plain() {
        return new Crossing(false, List.of(), false);
    }

    /** What went wrong on the ways from {@code a} to {@code b} and back, in words; both are changed. */
    List<String> bothWays(TestDatabase a, TestDatabase b) throws SQLException {
        Portrait before = portrait(a);
        Portrait after = portrait(b);
        List<String> wrong = new ArrayList<>(judgesDiffer(before, after));
        wrong.addAll(oneWay("a to b", a, before, after));
        if (!oneWay) {
            wrong.addAll(oneWay("b to a", b, after, before));
        }
        return wrong;
    }

    /** What the diff says that it does not cover, one text a direction; it is applied, and nothing is compared. */
    List<String> limits(TestDatabase a, TestDatabase b) throws SQLException {
        Portrait before = portrait(a);
        Portrait after = portrait(b);
        SchemaDiff there = SchemaDiff.between(before.schema(), after.schema(), options);
        SchemaDiff back = SchemaDiff.between(after.schema(), before.schema(), options);
        apply(a, there.sql());
        apply(b, back.sql());
        return List.of(there.notCovered().toString(), back.notCovered().toString());
    }

    /** The judges know different things; on whether two databases are equal they must agree with each other and the diff. */
    private List<String> judgesDiffer(Portrait a, Portrait b) {
        boolean equal =
                a.facts().equals(b.facts()) && (!privileges || a.privileges().equals(b.privileges()));
        List<String> wrong = new ArrayList<>();
        if (a.dump().isPresent() && a.dump().equals(b.dump()) != (equal || onlyVersionsDiffer(a, b))) {
            wrong.add("pg_dump and the catalog's facts disagree on whether a and b are equal"
                    + difference(a.dump().get(), b.dump().orElseThrow())
                    + difference(a.facts(), b.facts()));
        }
        if (SchemaDiff.between(a.schema(), b.schema(), options).isEmpty() != equal) {
            wrong.add("the diff and the catalog's facts disagree on whether a and b are equal"
                    + difference(a.facts(), b.facts()));
        }
        return wrong;
    }

    /** Which pg_dump does not tell. */
    private static boolean onlyVersionsDiffer(Portrait a, Portrait b) {
        NavigableSet<String> different = new TreeSet<>(a.facts());
        different.removeAll(b.facts());
        return a.facts().size() == b.facts().size()
                && !different.isEmpty()
                && different.stream().allMatch(fact -> fact.startsWith("extension "));
    }

    private List<String> oneWay(String way, TestDatabase database, Portrait from, Portrait to) throws SQLException {
        String sql;
        SchemaDiff diff;
        try {
            diff = SchemaDiff.between(from.schema(), to.schema(), options);
            sql = diff.sql();
        } catch (RuntimeException e) {
            return List.of(way + ": no diff: " + e);
        }
        List<String> wrong = new ArrayList<>();
        if (!diff.notCovered().isEmpty()) {
            wrong.add("not covered: " + diff.notCovered());
        }
        if (diff.destructive().isEmpty()
                && !from.contents().missing(to.contents()).isEmpty()) {
            wrong.add("no statement is called destructive, but these go: "
                    + from.contents().missing(to.contents()));
        }
        try {
            apply(database, sql);
            wrong.addAll(arrived(database, from, to));
        } catch (SQLException e) {
            wrong.add("does not apply: " + described(e, sql));
        }
        return wrong.isEmpty()
                ? List.of()
                : List.of(way + ": " + String.join("\n    ", wrong) + "\n  with\n" + sql.indent(4));
    }

    private List<String> arrived(TestDatabase database, Portrait from, Portrait to) throws SQLException {
        Portrait now = portrait(database);
        List<String> wrong = new ArrayList<>();
        SchemaDiff again = SchemaDiff.between(now.schema(), to.schema(), options);
        if (!again.isEmpty()) {
            wrong.add("a second diff is not empty:\n" + again.sql().indent(8));
        }
        if (now.dump().isPresent() && !now.dump().equals(to.dump())) {
            wrong.add("pg_dump sees" + difference(now.dump().get(), to.dump().orElseThrow()));
        }
        if (!now.facts().equals(to.facts())) {
            wrong.add("the catalog says" + difference(now.facts(), to.facts()));
        }
        if (privileges && !now.privileges().equals(to.privileges())) {
            wrong.add("the privileges are" + difference(now.privileges(), to.privileges()));
        }
        if (!privileges) {
            wrong.addAll(privilegesLost(from, now));
        }
        try (Connection connection = database.connect()) {
            wrong.addAll(from.contents().lost(now.contents(), madeAnew, connection));
        }
        return wrong;
    }

    /** Nobody asked for other owners and privileges: what was there before and still is has those that it had. */
    private static List<String> privilegesLost(Portrait from, Portrait now) {
        NavigableSet<String> before = kept(from.privileges(), now.privileges());
        NavigableSet<String> after = kept(now.privileges(), from.privileges());
        return before.equals(after) ? List.of() : List.of("privileges were not kept" + difference(after, before));
    }

    private static NavigableSet<String> kept(NavigableSet<String> facts, NavigableSet<String> others) {
        List<String> known = others.stream().map(Crossing::subject).toList();
        NavigableSet<String> kept = new TreeSet<>(facts);
        kept.removeIf(fact -> !known.contains(subject(fact)));
        return kept;
    }

    private static String subject(String fact) {
        return fact.substring(0, Math.max(0, fact.indexOf(": ")));
    }

    private static String difference(NavigableSet<String> found, NavigableSet<String> expected) {
        StringBuilder text = new StringBuilder();
        found.stream()
                .filter(fact -> !expected.contains(fact))
                .forEach(fact -> text.append("\n      is:     ").append(fact.strip()));
        expected.stream()
                .filter(fact -> !found.contains(fact))
                .forEach(fact -> text.append("\n      should: ").append(fact.strip()));
        return text.toString();
    }

    /** All at once, as one message: one transaction, ended by the first error. */
    static void apply(TestDatabase database, String sql) throws SQLException {
        String url = database.url() + (database.url().contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            statement.execute(sql);
        }
    }

    private static String described(SQLException e, String sql) {
        String where = "";
        if (e instanceof PSQLException p && p.getServerErrorMessage() != null) {
            int position = Math.min(p.getServerErrorMessage().getPosition(), sql.length());
            where = position > 0
                    ? " at \"" + sql.substring(position - 1, Math.min(sql.length(), position + 60)) + "\""
                    : "";
        }
        return e.getMessage() + where;
    }

    private Portrait portrait(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Portrait.of(database.url(), connection, options, privileges);
        }
    }
}
