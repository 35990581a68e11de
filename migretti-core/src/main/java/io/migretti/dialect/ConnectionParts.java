package io.migretti.dialect;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
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
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.util.PGPropertyUtil;

/**
 * What a text says of a connection: a URL as libpq has it ({@code postgresql://user:password@host:port/database?…}), a
 * JDBC URL, or libpq's list of keywords and values (PostgreSQL manual, "Connection Strings"). Nothing that is said of a
 * wrong one repeats a part of it, because each may be the password.
 *
 * @param properties under the driver's names, hosts, ports and database included; only what is said
 */
public record ConnectionParts(Map<String, String> properties) {

    private static final String JDBC = "jdbc:postgresql:";
    private static final List<String> LIBPQ = List.of("postgresql://", "postgres://");
    private static final String HOST = LibpqKeyword.HOST.property();
    private static final String ADDRESS = "hostaddr";
    private static final String PORT = LibpqKeyword.PORT.property();
    private static final String DBNAME = LibpqKeyword.DBNAME.property();
    private static final String DEFAULT_HOST = "localhost";
    private static final String DEFAULT_PORT = "5432";

    public ConnectionParts {
        Map<String, String> all = new LinkedHashMap<>(properties);
        String address = all.remove(ADDRESS);
        if (address != null) {
            all.put(HOST, address); // the driver has one name for both, and the address is what libpq connects to
        }
        properties = Map.copyOf(all);
        String[] hosts = list(properties, HOST);
        int ports = list(properties, PORT).length;
        if (ports > 1 && ports != hosts.length) {
            throw new IllegalArgumentException("it has " + hosts.length + " hosts and " + ports + " ports");
        }
        for (String host : hosts) {
            if (host.startsWith("/") || host.startsWith("@")) {
                throw new IllegalArgumentException("its host is a Unix socket, which the driver cannot use");
            }
            if (!host.matches("[\\p{L}\\p{N}._:%-]*")) {
                throw new IllegalArgumentException("the name of a host has a character that none can have");
            }
        }
    }

    private static String[] list(Map<String, String> properties, String name) {
        return properties
                .getOrDefault(name, name.equals(HOST) ? DEFAULT_HOST : DEFAULT_PORT)
                .split(",", -1);
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not such a text; the message is without a full stop, and holds no part of
     *     it but the names of parameters
     */
    public static ConnectionParts parse(String text) {
        if (text.startsWith(JDBC)) {
            return new ConnectionParts(jdbc(text.substring(JDBC.length())));
        }
        if (text.contains("=") && !text.contains("://")) {
            return new ConnectionParts(KeywordList.parse(text));
        }
        return ofUrl(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("it begins neither with postgresql:// nor with jdbc:postgresql:"));
    }

    /** Of a URL as libpq has it; empty if it begins otherwise. */
    static Optional<ConnectionParts> ofUrl(String text) {
        return LIBPQ.stream()
                .filter(text::startsWith)
                .findFirst()
                .map(scheme -> new ConnectionParts(libpq(text.substring(scheme.length()))));
    }

    private static Map<String, String> libpq(String text) {
        Map<String, String> said = new LinkedHashMap<>();
        int firstSlash = text.indexOf('/');
        // As libpq does: a question mark before the `@` belongs to the password.
        int at = (firstSlash < 0 ? text : text.substring(0, firstSlash)).indexOf('@');
        if (at >= 0) {
            String[] credentials = text.substring(0, at).split(":", 2);
            put(said, LibpqKeyword.USER, percentDecoded(credentials[0]));
            put(said, LibpqKeyword.PASSWORD, credentials.length < 2 ? "" : percentDecoded(credentials[1]));
        }
        String rest = text.substring(at + 1);
        int question = rest.indexOf('?');
        String address = question < 0 ? rest : rest.substring(0, question);
        int slash = address.indexOf('/');
        String authority = slash < 0 ? address : address.substring(0, slash);
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "it has a second `@` before its host; one in a password is written `%40`");
        }
        hosts(authority, said);
        put(said, LibpqKeyword.DBNAME, slash < 0 ? "" : percentDecoded(address.substring(slash + 1)));
        if (question >= 0) {
            query(rest.substring(question + 1), said);
        }
        return said;
    }

    private static void hosts(String text, Map<String, String> said) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = colon(part);
            hosts.add(percentDecoded(unbracketed(colon < 0 ? part : part.substring(0, colon))));
            ports.add(colon < 0 ? "" : percentDecoded(part.substring(colon + 1)));
        }
        if (!hosts.stream().allMatch(String::isEmpty)) {
            put(said, LibpqKeyword.HOST, String.join(",", orDefault(hosts, DEFAULT_HOST)));
        }
        if (!ports.stream().allMatch(String::isEmpty)) {
            put(said, LibpqKeyword.PORT, String.join(",", orDefault(ports, DEFAULT_PORT)));
        }
    }

    private static List<String> orDefault(List<String> texts, String otherwise) {
        List<String> complete = new ArrayList<>();
        for (String text : texts) {
            complete.add(text.isEmpty() ? otherwise : text);
        }
        return complete;
    }

    /** Where the port begins; -1 if there is none. */
    private static int colon(String hostAndPort) {
        int end = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') : -1;
        if (hostAndPort.startsWith("[") && end < 0) {
            throw new IllegalArgumentException("an address in [ ] has no end");
        }
        int colon = hostAndPort.indexOf(':', end + 1);
        if (end >= 0 && end + 1 < hostAndPort.length() && colon != end + 1) {
            throw new IllegalArgumentException("something other than a port stands behind an address in [ ]");
        }
        return colon;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static void query(String query, Map<String, String> said) {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", -1);
            if (parts.length != 2 || parts[0].isEmpty()) {
                throw new IllegalArgumentException("a parameter is not written as name=value");
            }
            keyword(said, percentDecoded(parts[0]), percentDecoded(parts[1]));
        }
    }

    static void keyword(Map<String, String> said, String name, String value) {
        switch (name) {
            case "ssl" -> { // which libpq takes from JDBC URLs
                requireOneOf(name, value, "true");
                put(said, LibpqKeyword.SSLMODE, "require");
            }
            case "client_encoding" -> requireOneOf(name, value.toLowerCase(Locale.ROOT), "utf-8", "utf8");
            case "fallback_application_name" -> said.putIfAbsent(LibpqKeyword.APPLICATION_NAME.property(), value);
            case ADDRESS -> said.put(ADDRESS, value);
            default ->
                put(
                        said,
                        LibpqKeyword.of(name)
                                .filter(keyword -> keyword != LibpqKeyword.PASSFILE)
                                .orElseThrow(() -> new IllegalArgumentException("the JDBC driver has nothing for "
                                        + shown(name) + "; a JDBC URL can say what it has")),
                        value);
        }
    }

    private static void requireOneOf(String name, String value, String... values) {
        if (!List.of(values).contains(value)) {
            throw new IllegalArgumentException(
                    "its parameter `" + name + "` must be one of " + String.join(", ", values));
        }
    }

    private static void put(Map<String, String> said, LibpqKeyword keyword, String value) {
        if (value.isEmpty()) {
            return;
        }
        try {
            said.put(keyword.property(), keyword.convert(value));
        } catch (IllegalArgumentException e) {
            String subject = keyword == LibpqKeyword.PORT ? "a port" : "its parameter `" + keyword + "`";
            throw new IllegalArgumentException(subject + " " + e.getMessage(), e);
        }
    }

    /** A name that is written like one is shown; anything else may be a piece of a password. */
    private static String shown(String name) {
        return name.matches("[A-Za-z_]{1,40}") ? "its parameter `" + name + "`" : "one of its parameters";
    }

    private static Map<String, String> jdbc(String text) {
        Map<String, String> said = new LinkedHashMap<>();
        int question = text.indexOf('?');
        String server = question < 0 ? text : text.substring(0, question);
        if (server.startsWith("//") && !server.equals("//") && !server.equals("///")) {
            String address = server.substring(2);
            int slash = address.indexOf('/');
            if (slash < 0 || slash != address.lastIndexOf('/')) {
                throw new IllegalArgumentException("it is not written as jdbc:postgresql://host:port/database");
            }
            if (address.lastIndexOf('@', slash) >= 0) {
                throw new IllegalArgumentException(
                        "it has an `@` before its host; user and password of a JDBC URL are parameters behind `?`");
            }
            jdbcHosts(address.substring(0, slash), said);
            put(said, LibpqKeyword.DBNAME, urlDecoded(address.substring(slash + 1)));
        } else if (!server.startsWith("//")) {
            put(said, LibpqKeyword.DBNAME, urlDecoded(server.startsWith("/") ? server.substring(1) : server));
        }
        if (question >= 0) {
            jdbcQuery(text.substring(question + 1), said);
        }
        return said;
    }

    /** The driver's rule: who names no port means 5432, and nothing else decides it. */
    private static void jdbcHosts(String text, Map<String, String> said) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = colon(part);
            hosts.add(unbracketed(colon < 0 ? part : part.substring(0, colon)));
            ports.add(colon < 0 ? "" : part.substring(colon + 1));
        }
        put(said, LibpqKeyword.HOST, String.join(",", orDefault(hosts, DEFAULT_HOST)));
        put(said, LibpqKeyword.PORT, String.join(",", orDefault(ports, DEFAULT_PORT)));
    }

    private static void jdbcQuery(String query, Map<String, String> said) {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = PGPropertyUtil.translatePGServiceToPGProperty(equals < 0 ? pair : pair.substring(0, equals));
            if (PGProperty.forName(name) == null || name.equals(PGProperty.SERVICE.getName())) {
                throw new IllegalArgumentException("the JDBC driver has no use for " + shown(name));
            }
            said.put(name, equals < 0 ? "" : urlDecoded(pair.substring(equals + 1)));
        }
    }

    private static String urlDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw badPercent();
        }
    }

    private static IllegalArgumentException badPercent() {
        // Without its cause, which repeats what stands there.
        return new IllegalArgumentException("a % is not followed by two hexadecimal digits of a character");
    }

    /** Unlike in a form, a plus is a plus. */
    private static String percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0 || high + low == 0) {
                throw badPercent();
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

    /** What is said under one keyword. */
    public Optional<String> get(LibpqKeyword keyword) {
        return Optional.ofNullable(properties.get(keyword.property()));
    }

    /**
     * The URL for the driver: hosts, ports and the database. A missing host is localhost, a missing port 5432, a missing
     * database the user. Holds no other property, neither user nor password.
     */
    public String jdbcUrl() {
        String[] hosts = list(properties, HOST);
        String[] ports = list(properties, PORT);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].isEmpty() ? DEFAULT_HOST : hosts[i];
            addresses.add((host.contains(":") ? "[" + host + "]" : host) + ":" + ports[ports.length == 1 ? 0 : i]);
        }
        String database = get(LibpqKeyword.DBNAME)
                .or(() -> get(LibpqKeyword.USER))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .orElse("");
        return JDBC + "//" + String.join(",", addresses) + "/" + database;
    }

    /** What goes with {@link #jdbcUrl()}, user and password among it. */
    public Properties driverProperties() {
        Properties rest = new Properties();
        for (Map.Entry<String, String> each : properties.entrySet()) {
            String name = each.getKey();
            if (!name.equals(HOST) && !name.equals(PORT) && !name.equals(DBNAME)) {
                rest.setProperty(name, each.getValue());
            }
        }
        return rest;
    }

    /** Hosts, ports and database alone. */
    @Override
    public String toString() {
        return jdbcUrl();
    }
}
