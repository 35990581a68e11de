package io.migretti.cli.config;

import io.migretti.LockScope;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of settings. What is wrong with one is a sentence's end that can follow its name. */
final class EngineValues {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}) ?(ms|s|min|h|d)");
    private static final Duration LONGEST = Duration.ofDays(20);
    private static final int MAX_NAME = 63;
    private static final int MAX_TABLE_NAME = MAX_NAME - "_log".length();

    private EngineValues() {}

    /** What to do about a wrong value of a setting. */
    static String next(String key) {
        return switch (key) {
            case "lock_id" ->
                "write a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE + ", without quotes";
            case "lock_timeout", "statement_timeout", "lock.timeout" ->
                "write 0, or a whole number and its unit (ms, s, min, h or d), as in 5s";
            case "lock.scope" -> "write session or transaction";
            case "schema", "table" -> "choose another name";
            default -> "correct it";
        };
    }

    /**
     * Checks a value that is at hand.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    static void check(String key, String text, boolean plain) {
        switch (key) {
            case "lock_id" -> lockId(text, plain);
            case "lock_timeout", "statement_timeout", "lock.timeout" -> time(text);
            case "lock.scope" -> scope(text);
            case "schema" -> schema(text);
            case "table" -> table(text);
            default -> throw new IllegalStateException(key);
        }
    }

    /** As YAML reads it, and Python Migretti: a text in quotes is no number. */
    static long lockId(String text, boolean plain) {
        return YamlTree.integer(text, plain).flatMap(EngineValues::bigint).orElseThrow(EngineValues::noInteger);
    }

    /** Of a variable, where everything is text. */
    static long lockId(String text) {
        return Optional.of(text.strip())
                .filter(number -> number.matches("[+-]?[0-9]{1,30}"))
                .map(BigInteger::new)
                .flatMap(EngineValues::bigint)
                .orElseThrow(EngineValues::noInteger);
    }

    private static Optional<Long> bigint(BigInteger number) {
        return number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static IllegalArgumentException noInteger() {
        return new IllegalArgumentException("is not an integer of 64 bits");
    }

    static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a time");
        }
        long count = Long.parseLong(matcher.group(1));
        Duration time = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is longer than 20 days");
        }
        return time;
    }

    static LockScope scope(String text) {
        return Arrays.stream(LockScope.values())
                .filter(scope -> scope.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is neither session nor transaction"));
    }

    static String schema(String text) {
        return name(text, MAX_NAME);
    }

    static String table(String text) {
        return name(text, MAX_TABLE_NAME);
    }

    private static String name(String text, int bytes) {
        if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > bytes || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("is not a name of 1 to " + bytes + " bytes");
        }
        return text;
    }
}
