package io.migretti.dialect;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** What libpq calls a setting, and what the driver calls the same with the same values. */
    private static final Map<String, String> SAME_VALUES = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("options", "options"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"));

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

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
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (url.startsWith(scheme)) {
                return new Parts(url.substring(scheme.length())).translate();
            }
        }
        throw new IllegalArgumentException("it begins neither with postgresql:// nor with jdbc:");
    }

    @Override
    public String toString() {
        return "PostgresUrl[]";
    }

    /** What stands in the URL, decoded; parameters may stand for the parts before them. */
    private static final class Parts {

        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final List<String> hosts = new ArrayList<>();
        private final List<String> ports = new ArrayList<>();

        Parts(String rest) {
            int query = rest.indexOf('?');
            String address = query < 0 ? rest : rest.substring(0, query);
            int slash = address.indexOf('/');
            String authority = slash < 0 ? address : address.substring(0, slash);
            if (slash >= 0 && slash + 1 < address.length()) {
                parameters.put("dbname", decode(address.substring(slash + 1)));
            }
            int at = authority.indexOf('@');
            if (at >= 0) {
                readUser(authority.substring(0, at));
            }
            readHosts(authority.substring(at + 1));
            if (query >= 0) {
                readParameters(rest.substring(query + 1));
            }
        }

        private void readUser(String user) {
            int colon = user.indexOf(':');
            put("user", colon < 0 ? user : user.substring(0, colon));
            if (colon >= 0) {
                put("password", user.substring(colon + 1));
            }
        }

        private void put(String name, String encoded) {
            if (!encoded.isEmpty()) {
                parameters.put(name, decode(encoded));
            }
        }

        private void readHosts(String list) {
            if (list.isEmpty()) {
                return;
            }
            for (String each : list.split(",", -1)) {
                int end = each.startsWith("[") ? each.indexOf(']') : -1;
                if (each.startsWith("[") && end < 0) {
                    throw new IllegalArgumentException("an address in [ ] has no end");
                }
                int colon = each.indexOf(':', end + 1);
                if (end >= 0 && end + 1 < each.length() && colon != end + 1) {
                    throw new IllegalArgumentException("something other than a port stands behind an address in [ ]");
                }
                hosts.add(decode(colon < 0 ? each : each.substring(0, colon)));
                ports.add(colon < 0 ? "" : decode(each.substring(colon + 1)));
            }
        }

        private void readParameters(String list) {
            if (list.isEmpty()) {
                return;
            }
            for (String each : list.split("&", -1)) {
                int equals = each.indexOf('=');
                if (equals < 1 || each.indexOf('=', equals + 1) >= 0) {
                    throw new IllegalArgumentException("a parameter is not written as name=value");
                }
                parameters.put(decode(each.substring(0, equals)), decode(each.substring(equals + 1)));
            }
        }

        PostgresUrl translate() {
            Optional<String> user = Optional.ofNullable(parameters.remove("user"));
            Optional<String> password = Optional.ofNullable(parameters.remove("password"));
            Optional<String> database = Optional.ofNullable(parameters.remove("dbname"));
            String address = address();
            Map<String, String> properties = new TreeMap<>();
            parameters.forEach((name, value) -> addProperty(properties, name, value));
            String query = properties.entrySet().stream()
                    .map(property -> property.getKey() + "=" + encode(property.getValue()))
                    .collect(Collectors.joining("&", "?", ""));
            return new PostgresUrl(
                    "jdbc:postgresql://" + address + "/"
                            + database.or(() -> user).map(Parts::encode).orElse("")
                            + (properties.isEmpty() ? "" : query),
                    user,
                    password);
        }

        private String address() {
            String host = parameters.remove("host");
            String address = parameters.remove("hostaddr");
            String port = parameters.remove("port");
            if (host != null || address != null) {
                hosts.clear();
                hosts.addAll(List.of((address == null ? String.valueOf(host) : address).split(",", -1)));
            }
            if (hosts.isEmpty()) {
                hosts.add("");
            }
            if (port != null) {
                ports.clear();
                ports.addAll(List.of(port.split(",", -1)));
            }
            if (ports.size() > 1 && ports.size() != hosts.size()) {
                throw new IllegalArgumentException("it has " + hosts.size() + " hosts and " + ports.size() + " ports");
            }
            List<String> all = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                all.add(host(hosts.get(i)) + ":" + port(ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : i)));
            }
            return String.join(",", all);
        }

        private static String host(String name) {
            if (name.startsWith("/") || name.startsWith("@")) {
                throw new IllegalArgumentException("its host is a Unix socket, which the driver cannot use");
            }
            if (name.contains(":") && !name.startsWith("[")) {
                return "[" + name + "]";
            }
            if (!name.matches("[\\p{L}\\p{N}._:%\\[\\]-]*")) {
                throw new IllegalArgumentException("the name of a host has a character that none can have");
            }
            return name.isEmpty() ? "localhost" : name;
        }

        private static int port(String digits) {
            if (digits.isEmpty()) {
                return 5432;
            }
            if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65535) {
                throw new IllegalArgumentException("a port is no number from 1 to 65535");
            }
            return Integer.parseInt(digits);
        }

        private static void addProperty(Map<String, String> properties, String name, String value) {
            String same = SAME_VALUES.get(name);
            if (same != null) {
                properties.put(same, value);
                return;
            }
            switch (name) {
                case "ssl" -> properties.put("sslmode", oneOf(name, value, Map.of("true", "require")));
                case "target_session_attrs" -> properties.put("targetServerType", oneOf(name, value, SERVER_TYPES));
                case "keepalives" ->
                    properties.put("tcpKeepAlive", oneOf(name, value, Map.of("0", "false", "1", "true")));
                case "load_balance_hosts" ->
                    properties.put(
                            "loadBalanceHosts", oneOf(name, value, Map.of("disable", "false", "random", "true")));
                case "fallback_application_name" -> properties.putIfAbsent("ApplicationName", value);
                case "client_encoding" -> oneOf(name, value.toLowerCase(Locale.ROOT), Map.of("utf8", "", "utf-8", ""));
                default ->
                    throw new IllegalArgumentException("the JDBC driver has nothing for its parameter `" + name
                            + "`; a JDBC URL can say what it has");
            }
        }

        private static String oneOf(String name, String value, Map<String, String> translations) {
            return Optional.ofNullable(translations.get(value))
                    .orElseThrow(() -> new IllegalArgumentException("its parameter `" + name + "` must be one of "
                            + String.join(
                                    ", ",
                                    translations.keySet().stream().sorted().toList())));
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        /** Not as in a form: a plus is a plus. */
        private static String decode(String encoded) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] source = encoded.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < source.length; i++) {
                if (source[i] != '%') {
                    bytes.write(source[i]);
                    continue;
                }
                int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
                int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
                if (high < 0 || low < 0 || high + low == 0) {
                    throw new IllegalArgumentException("a % is not followed by two hexadecimal digits of a character");
                }
                bytes.write(high * 16 + low);
                i += 2;
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("what is percent-encoded in it is not UTF-8", e);
            }
        }
    }
}
