package io.migretti.dialect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a PostgreSQL is, as its JDBC driver wants to hear it. Source of the {@code postgresql://} form: PostgreSQL
 * manual, libpq, connection URIs.
 *
 * @param jdbc a JDBC URL without user and password, unless it was one with them
 * @param user who connects; empty if the driver has to decide, or finds it in its URL
 * @param password not shown by {@link #toString()}
 */
public record PostgresUrl(String jdbc, Optional<String> user, Optional<String> password) {

    /**
     * Reads a {@code postgresql://} or {@code postgres://} URL, with percent-encoding, several hosts and parameters. A
     * URL that begins with {@code jdbc:} stays as it is.
     *
     * @throws IllegalArgumentException if it is neither, or says what the driver cannot do; the message, without a full
     *     stop, holds no part of the URL but the names of parameters
     */
    public static PostgresUrl parse(String url) {
        if (url.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())) {
            return new PostgresUrl(url, Optional.empty(), Optional.empty());
        }
        ConnectionParts parts = ConnectionParts.ofUrl(url)
                .orElseThrow(() -> new IllegalArgumentException("it begins neither with postgresql:// nor with jdbc:"));
        Optional<String> user = parts.get(LibpqKeyword.USER);
        TreeMap<String, String> parameters = new TreeMap<>();
        parts.driverProperties().forEach((name, value) -> parameters.put(name.toString(), value.toString()));
        parameters.remove(LibpqKeyword.USER.property());
        parameters.remove(LibpqKeyword.PASSWORD.property());
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return new PostgresUrl(
                parts.jdbcUrl() + (parameters.isEmpty() ? "" : query), user, parts.get(LibpqKeyword.PASSWORD));
    }

    @Override
    public String toString() {
        return "PostgresUrl[]";
    }
}
