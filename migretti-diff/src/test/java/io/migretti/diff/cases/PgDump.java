package io.migretti.diff.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own program as a judge: its blocks, each a text, in no order. Only where one is installed that is not older
 * than the server, which it refuses to dump otherwise; the embedded servers come without.
 */
final class PgDump {

    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern BLOCK = Pattern.compile("(?m)^--\n-- (?=Name: )");
    private static final Pattern COLUMNS =
            Pattern.compile("(?ms)^(CREATE (?:(?:UNLOGGED |FOREIGN )?TABLE [^\n]* |TYPE [^\n]* AS )\\(\n)(.*?)(^\\))");
    private static final Pattern STATISTICS = Pattern.compile("(?m)^(CREATE STATISTICS .* ON )(.*)( FROM .*)$");
    private static final int INSTALLED = installed();

    private PgDump() {}

    static boolean canDump(int major) {
        return INSTALLED >= major;
    }

    /** Names and definitions; owners and privileges only if asked for. */
    static NavigableSet<String> blocks(String jdbcUrl, boolean privileges) {
        List<String> command =
                new ArrayList<>(List.of("pg_dump", "--schema-only", "--dbname=" + jdbcUrl.substring("jdbc:".length())));
        if (!privileges) {
            command.addAll(List.of("--no-owner", "--no-privileges"));
        }
        NavigableSet<String> blocks = new TreeSet<>();
        List<String> parts = BLOCK.splitAsStream(run(command)).toList();
        for (String part : parts.subList(1, parts.size())) {
            String block = normalized(part);
            // Of a schema public that another role owns, nothing but the name is left without owners.
            if (block.lines().count() > 1) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** Without what depends on the order in which the columns came. */
    private static String normalized(String block) {
        String text = block.lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\") && !line.startsWith("SET default_"))
                .filter(line -> !line.isBlank())
                .reduce("", (all, line) -> all + line + "\n");
        Matcher statistics = STATISTICS.matcher(text);
        if (statistics.find()) {
            return statistics.replaceFirst(found -> Matcher.quoteReplacement(found.group(1)
                    + Stream.of(found.group(2).split(", ")).sorted().toList()
                    + found.group(3)));
        }
        Matcher columns = COLUMNS.matcher(text);
        if (text.contains("\nINHERITS (")) {
            // Which columns it names depends on how they came there, and no statement can change it.
            return columns.replaceAll("$1$3");
        }
        return columns.replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                + found.group(2)
                        .lines()
                        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                        .sorted()
                        .reduce("", (all, line) -> all + line + "\n")
                + found.group(3)));
    }

    private static int installed() {
        try {
            Matcher major = MAJOR.matcher(run(List.of("pg_dump", "--version")));
            return major.find() ? Integer.parseInt(major.group(1)) : 0;
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private static String run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
                }
                return output;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Optional<NavigableSet<String>> ifPossible(int major, String jdbcUrl, boolean privileges) {
        return canDump(major) ? Optional.of(blocks(jdbcUrl, privileges)) : Optional.empty();
    }
}
