package io.migretti.cli.config;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} as python-dotenv and the shell do: {@code NAME=value}, {@code export} before it, quotes of both kinds
 * over several lines, a comment behind a space. The readers that there are for Java keep single quotes and cut an unquoted
 * value at any {@code #}, so that a password would silently be another one.
 */
final class DotEnv {

    private static final String NAME = ".env";

    private static final Pattern EMPTY_LINE = Pattern.compile("[ \\t]*(?:#[^\\r\\n]*)?(?:\\r\\n|\\r|\\n|$)");
    private static final Pattern ENTRY = Pattern.compile("[ \\t]*(?:export[ \\t]+)?(?<name>" + MarkedText.NAME
            + ")[ \\t]*=[ \\t]*"
            + "(?:'(?<single>[^'\\\\]*+(?:\\\\[\\s\\S][^'\\\\]*+)*+)'(?:[ \\t]+#[^\\r\\n]*)?"
            + "|\"(?<double>[^\"\\\\]*+(?:\\\\[\\s\\S][^\"\\\\]*+)*+)\"(?:[ \\t]+#[^\\r\\n]*)?"
            + "|(?<bare>(?!['\"])[^\\r\\n]*))[ \\t]*(?:\\r\\n|\\r|\\n|$)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|[ \\t]+)#.*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\[\\\\'\"abfnrtv]");
    private static final Pattern REST_OF_LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|$)");

    private final String text;
    private final Map<String, String> environment;
    private final Map<String, String> values = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private DotEnv(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
    }

    /** The environment, and beneath it what the directory's {@code .env} sets, if there is one. */
    static Map<String, String> beneath(Map<String, String> environment, Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return environment; // a directory of that name is somebody's virtual environment
        }
        DotEnv read = new DotEnv(TextFile.read(file, NAME), environment);
        read.lines();
        ConfigurationException.throwIfAny(NAME, read.problems);
        Map<String, String> all = new HashMap<>(read.values);
        all.putAll(environment);
        return all;
    }

    private void lines() {
        int at = 0;
        while (at < text.length()) {
            Matcher empty = matcher(EMPTY_LINE, at);
            Matcher entry = matcher(ENTRY, at);
            if (empty.lookingAt()) {
                at = Math.max(empty.end(), at + 1);
            } else if (entry.lookingAt()) {
                values.put(entry.group("name"), value(entry));
                at = entry.end();
            } else {
                Matcher rest = matcher(REST_OF_LINE, at);
                problems.add(Problem.error(
                        place(at),
                        "the line is not written `NAME=value`, or a quote is not closed",
                        "write `NAME=value`, or `#` before a comment"));
                at = rest.lookingAt() ? Math.max(rest.end(), at + 1) : text.length();
            }
        }
    }

    private Matcher matcher(Pattern pattern, int from) {
        return pattern.matcher(text).region(from, text.length());
    }

    private SourceLocation place(int offset) {
        return MarkedText.place(NAME, text, offset);
    }

    private String value(Matcher entry) {
        String single = entry.group("single");
        if (single != null) {
            return unescaped(single, false);
        }
        String quoted = entry.group("double");
        if (quoted != null) {
            return unescaped(replaced(quoted, entry.start("double")), true);
        }
        String bare = COMMENT.matcher(entry.group("bare")).replaceFirst("").strip();
        return replaced(bare, entry.start("bare"));
    }

    private static String unescaped(String value, boolean all) {
        return ESCAPE.matcher(value).replaceAll(escape -> {
            char c = escape.group().charAt(1);
            boolean meant = all || c == '\\' || c == '\'';
            return Matcher.quoteReplacement(meant ? unescaped(c) : escape.group());
        });
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            default -> String.valueOf(c);
        };
    }

    /** With the values of variables that are set, or stand above. */
    private String replaced(String value, int offset) {
        Matcher matcher = MarkedText.WRITTEN.matcher(value);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String replacement;
            if (name != null) {
                replacement = environment.getOrDefault(name, values.getOrDefault(name, ""));
                if (!environment.containsKey(name) && !values.containsKey(name)) {
                    problems.add(Scalar.unset(name, place(offset + matcher.start())));
                }
            } else {
                replacement = matcher.group().substring(1);
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(result).toString();
    }
}
