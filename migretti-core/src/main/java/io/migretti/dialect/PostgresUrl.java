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
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.util.PGPropertyUtil;

/**
 * What a text says of a connection: a URL as libpq has it ({@code postgresql://user:password@host:port/database?…}), a
 * JDBC URL, or libpq's list of keywords and values (PostgreSQL manual, "Connection Strings"). Nothing that is said of a
 * wrong one repeats a part of it, because each may be the password.
 *
 * @param properties under the driver's names, hosts, ports and database included; only what is said. Several ports are as
 *     many as hosts
 */
public record PostgresUrl(Map<String, String> properties) {

    private static final String JDBC = "jdbc:postgresql:";
    private static final List<String> LIBPQ = List.of("postgresql://", "postgres://");
    private static final String HOST = LibpqKeyword.HOST.property();
    private static final String PORT = LibpqKeyword.PORT.property();
    private static final String DBNAME = LibpqKeyword.DBNAME.property();
    private static final String DEFAULT_HOST = "localhost";
    private static final String DEFAULT_PORT = "5432";

    public PostgresUrl {
        properties = Map.copyOf(properties);
        int hosts = list(properties, HOST).length;
        int ports = list(properties, PORT).length;
        if (ports > 1 && ports != hosts) {
            throw new IllegalArgumentException("has " + ports + " ports for " + hosts
                    + (hosts == 1 ? " host" : " hosts") + "; one port is enough if it is the same for all");
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
     * @throws IllegalArgumentException if it is not such a text; the message is a sentence's end that can follow its name,
     *     without a full stop
     */
    public static PostgresUrl parse(String text) {
        if (text.startsWith(JDBC)) {
            return new PostgresUrl(jdbc(text.substring(JDBC.length())));
        }
        for (String scheme : LIBPQ) {
            if (text.startsWith(scheme)) {
                return new PostgresUrl(libpq(text.substring(scheme.length())));
            }
        }
        if (text.contains("=") && !text.contains("://")) {
            return new PostgresUrl(KeywordList.parse(text));
        }
        throw new IllegalArgumentException("begins with neither `postgresql://` nor `jdbc:postgresql:`");
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
            throw new IllegalArgumentException("has a second `@` before its host; one in a password is written `%40`");
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
            said.put(HOST, String.join(",", orDefault(hosts, DEFAULT_HOST)));
        }
        if (!ports.stream().allMatch(String::isEmpty)) {
            put(said, LibpqKeyword.PORT, String.join(",", orDefault(ports, DEFAULT_PORT)));
        }
    }

    private static List<String> orDefault(List<String> texts, String otherwise) {
        return texts.stream().map(text -> text.isEmpty() ? otherwise : text).toList();
    }

    /** Where the port begins; -1 if there is none. */
    private static int colon(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < hostAndPort.lastIndexOf(']') ? -1 : colon;
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
            if (parts.length != 2) {
                throw new IllegalArgumentException("has a parameter that is not written `name=value`");
            }
            String name = percentDecoded(parts[0]);
            String value = percentDecoded(parts[1]);
            if (name.equals("ssl") && value.equals("true")) {
                put(said, LibpqKeyword.SSLMODE, "require"); // libpq takes this one from JDBC URLs
            } else {
                keyword(said, name, value);
            }
        }
    }

    static void keyword(Map<String, String> said, String name, String value) {
        put(
                said,
                LibpqKeyword.of(name)
                        .orElseThrow(() -> new IllegalArgumentException("has a parameter" + shown(name)
                                + " that libpq does not have, or the JDBC driver cannot do")),
                value);
    }

    private static void put(Map<String, String> said, LibpqKeyword keyword, String value) {
        if (!value.isEmpty()) {
            try {
                said.put(keyword.property(), keyword.convert(value));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("has a value for `" + keyword + "` that " + e.getMessage(), e);
            }
        }
    }

    /** A name that is written like one is shown; anything else may be a piece of a password. */
    private static String shown(String name) {
        return name.matches("[A-Za-z_]{1,40}") ? " `" + name + "`" : "";
    }

    private static Map<String, String> jdbc(String text) {
        Map<String, String> said = new LinkedHashMap<>();
        int question = text.indexOf('?');
        String server = question < 0 ? text : text.substring(0, question);
        if (server.startsWith("//") && !server.equals("//") && !server.equals("///")) {
            String address = server.substring(2);
            int slash = address.indexOf('/');
            if (slash < 0 || slash != address.lastIndexOf('/')) {
                throw new IllegalArgumentException("is not written `jdbc:postgresql://host:port/database`");
            }
            if (address.lastIndexOf('@', slash) >= 0) {
                throw new IllegalArgumentException(
                        "has an `@` before its host; user and password of a JDBC URL are parameters behind `?`");
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
        said.put(HOST, String.join(",", orDefault(hosts, DEFAULT_HOST)));
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
                throw new IllegalArgumentException("has a parameter" + shown(name)
                        + " that the JDBC driver does not have, or that is not supported");
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
        return new IllegalArgumentException(
                "has a `%` that is not followed by two hexadecimal digits; `%` itself is written `%25`");
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
            throw new IllegalArgumentException("is not UTF-8 once its `%` are decoded", e);
        }
    }

    /**
     * The URL for the driver: hosts, ports and the database; a missing host is localhost, a missing port 5432. Holds no
     * other property, neither user nor password.
     */
    public String jdbcUrl() {
        String[] hosts = list(properties, HOST);
        String[] ports = list(properties, PORT);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].contains(":") ? "[" + hosts[i] + "]" : hosts[i];
            addresses.add(host + ":" + ports[ports.length == 1 ? 0 : i]);
        }
        String database = URLEncoder.encode(properties.getOrDefault(DBNAME, ""), StandardCharsets.UTF_8);
        return JDBC + "//" + String.join(",", addresses) + "/" + database.replace("+", "%20");
    }

    /** What goes with {@link #jdbcUrl()}, user and password among it. */
    public Properties driverProperties() {
        Properties rest = new Properties();
        properties.forEach((name, value) -> {
            if (!name.equals(HOST) && !name.equals(PORT) && !name.equals(DBNAME)) {
                rest.setProperty(name, value);
            }
        });
        return rest;
    }

    /** Hosts, ports and database alone. */
    @Override
    public String toString() {
        return jdbcUrl();
    }
}
