package io.migretti.cli.config;

import io.migretti.dialect.ConnectionParts;
import io.migretti.dialect.LibpqKeyword;
import io.migretti.script.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which database it is. Whoever is asked first wins, and each next one fills only what is missing; so that a value which
 * is not needed is not looked at, and its variables need not be set.
 */
final class DatabaseChoice {

    static final String URL = "MG_DATABASE_URL";

    /** What of the process decides which database is meant, whatever the file says. */
    static final Set<String> OVERRIDES =
            Set.of(URL, "MG_DB_HOST", "MG_DB_PORT", "MG_DB_USER", "MG_DB_PASSWORD", "MG_DB_NAME");

    private static final Map<String, LibpqKeyword> PARTS = parts();
    private static final String PASSFILE = LibpqKeyword.PASSFILE.property();

    private final Variables variables;
    private final Consumer<Problem> problems;
    private final Map<String, Said> said = new HashMap<>();
    private boolean jdbc;

    DatabaseChoice(Variables variables, Consumer<Problem> problems) {
        this.variables = variables;
        this.problems = problems;
    }

    private static Map<String, LibpqKeyword> parts() {
        Map<String, LibpqKeyword> parts = new LinkedHashMap<>();
        parts.put("MG_DB_HOST", LibpqKeyword.HOST);
        parts.put("MG_DB_PORT", LibpqKeyword.PORT);
        parts.put("MG_DB_USER", LibpqKeyword.USER);
        parts.put("MG_DB_PASSWORD", LibpqKeyword.PASSWORD);
        parts.put("MG_DB_NAME", LibpqKeyword.DBNAME);
        return parts;
    }

    /**
     * Takes what is said.
     *
     * @param layers of the file, the strongest first
     */
    void read(List<Layer> layers) {
        Optional<Said> url = variables.override(URL);
        url.ifPresent(this::fillFromVariable);
        PARTS.forEach((name, keyword) -> variables.override(name).ifPresent(value -> fillFromVariable(keyword, value)));
        if (url.isEmpty()) {
            readFile(layers);
        }
        boolean enough = Set.of(LibpqKeyword.HOST, LibpqKeyword.PORT, LibpqKeyword.DBNAME, LibpqKeyword.USER).stream()
                .anyMatch(keyword -> said.containsKey(keyword.property())
                        || keyword.variable().flatMap(variables::override).isPresent());
        if (!enough) {
            throw new ConfigurationException(
                    "Nothing says which database it is: neither `database` in mg.yaml, nor " + URL + ", nor PGHOST or"
                            + " PGDATABASE",
                    "begin an mg.yaml with `mg init`, or set " + URL
                            + " to postgresql://user:password@host:port/database");
        }
        fillFromLibpq();
    }

    /** Takes what a URL says, and libpq's variables for what it leaves open. */
    void read(Said url) {
        fillFromVariable(url);
        fillFromLibpq();
    }

    private void fillFromLibpq() {
        for (LibpqKeyword keyword : LibpqKeyword.values()) {
            keyword.variable().flatMap(variables::override).ifPresent(value -> fillFromVariable(keyword, value));
        }
    }

    private void readFile(List<Layer> layers) {
        for (Layer layer : layers) {
            Optional<Scalar> url = layer.url();
            if (url.isPresent()) {
                fill(url.get());
                return; // It says everything: the user of one server is nothing to the other.
            }
            layer.database()
                    .forEach((key, scalar) -> LibpqKeyword.of(key)
                            .filter(keyword -> !said.containsKey(keyword.property()))
                            .ifPresent(keyword -> fill(keyword, scalar)));
        }
    }

    private void fill(Scalar url) {
        Said text = url.resolve(variables, problems);
        try {
            fill(text);
        } catch (IllegalArgumentException e) {
            problems.accept(wrong(url, e));
        }
    }

    private void fill(LibpqKeyword keyword, Scalar scalar) {
        Said value = scalar.resolve(variables, problems);
        try {
            fill(keyword, value);
        } catch (IllegalArgumentException e) {
            problems.accept(wrong(scalar, e));
        }
    }

    private void fillFromVariable(Said url) {
        try {
            fill(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(url.where() + " cannot be used: " + e.getMessage(), nextForUrl());
        }
    }

    private void fillFromVariable(LibpqKeyword keyword, Said value) {
        try {
            fill(keyword, value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(value.where() + " " + e.getMessage(), "correct it, or unset it");
        }
    }

    private void fill(Said url) {
        jdbc |= url.value().startsWith("jdbc:");
        ConnectionParts.parse(url.value())
                .properties()
                .forEach((name, value) -> said.putIfAbsent(name, new Said(value, url.where())));
    }

    private void fill(LibpqKeyword keyword, Said value) {
        if (!value.value().isEmpty() && !said.containsKey(keyword.property())) {
            said.put(keyword.property(), new Said(keyword.convert(value.value()), value.where()));
        }
    }

    private static String nextForUrl() {
        return "write postgresql://user:password@host:port/database, with `%40` for an `@` in a password, or a JDBC URL";
    }

    /** What is wrong with a value of the file that has no variables in it. */
    static Optional<Problem> problem(String key, Scalar scalar) {
        try {
            String text = scalar.resolve(new Variables(Map.of()), problem -> {}).value();
            if (isUrl(key)) {
                ConnectionParts.parse(text);
            } else {
                LibpqKeyword.of(key).orElseThrow().convert(text);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(wrong(scalar, e));
        }
    }

    private static boolean isUrl(String key) {
        return key.equals("url") || key.equals("conninfo");
    }

    private static Problem wrong(Scalar scalar, IllegalArgumentException e) {
        boolean url = isUrl(scalar.key().substring(scalar.key().lastIndexOf('.') + 1));
        return Problem.error(
                scalar.location(),
                "`" + scalar.key() + "` " + (url ? "cannot be used: " : "") + e.getMessage(),
                url ? nextForUrl() : "correct it");
    }

    /**
     * What was said, and what psql takes for the rest.
     *
     * @param home with the password file, unless another is named
     */
    DatabaseConnection connection(Path home, Consumer<String> warnings) {
        Map<String, String> properties = said.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().value()));
        properties.putIfAbsent(LibpqKeyword.HOST.property(), "localhost");
        properties.putIfAbsent(LibpqKeyword.USER.property(), System.getProperty("user.name", ""));
        properties.putIfAbsent(LibpqKeyword.DBNAME.property(), properties.get(LibpqKeyword.USER.property()));
        refuseSockets(properties.get(LibpqKeyword.HOST.property()));
        requireVerification(properties);
        PasswordFile file = Optional.ofNullable(properties.remove(PASSFILE))
                .map(Path::of)
                .map(PasswordFile::new)
                .orElseGet(() -> PasswordFile.usual(home, variables));
        ConnectionParts url;
        try {
            url = new ConnectionParts(properties);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "What is said by " + places() + " cannot be used: " + e.getMessage(),
                    "correct the hosts and ports; one port is enough if it is the same for all");
        }
        Properties driver = url.driverProperties();
        if (!properties.containsKey(LibpqKeyword.PASSWORD.property())) {
            // Empty keeps the driver from looking for a password file of its own, by rules of its own.
            driver.setProperty(
                    LibpqKeyword.PASSWORD.property(),
                    looked(file, properties, warnings).orElse(""));
        }
        return new DatabaseConnection(url.jdbcUrl(), driver);
    }

    private String places() {
        return Set.of(LibpqKeyword.HOST, LibpqKeyword.PORT).stream()
                .map(keyword -> said.get(keyword.property()))
                .filter(value -> value != null)
                .map(Said::where)
                .sorted()
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private void refuseSockets(String hosts) {
        for (String host : hosts.split(",", -1)) {
            if (host.startsWith("/") || host.startsWith("@")) {
                Said where = said.get(LibpqKeyword.HOST.property());
                throw new ConfigurationException(
                        (where == null ? "The host" : where.where())
                                + " names the directory of a Unix socket, and mg connects by TCP only",
                        "name a host, as localhost; MG_DB_HOST overrides what is said elsewhere");
            }
        }
    }

    /** With a root certificate libpq verifies what it is told to require (manual, "SSL Support"); the driver does not. */
    private void requireVerification(Map<String, String> properties) {
        if (!jdbc && properties.containsKey(LibpqKeyword.SSLROOTCERT.property())) {
            properties.replace(LibpqKeyword.SSLMODE.property(), "require", "verify-ca");
        }
    }

    /** libpq looks for every host; the driver has one password for all. */
    private static Optional<String> looked(
            PasswordFile file, Map<String, String> properties, Consumer<String> warnings) {
        String[] hosts =
                properties.getOrDefault(LibpqKeyword.HOST.property(), "").split(",", -1);
        String[] ports =
                properties.getOrDefault(LibpqKeyword.PORT.property(), "5432").split(",", -1);
        String database = properties.getOrDefault(LibpqKeyword.DBNAME.property(), "");
        String user = properties.getOrDefault(LibpqKeyword.USER.property(), "");
        Set<String> told = new TreeSet<>();
        Set<String> passwords = new TreeSet<>();
        for (int i = 0; i < hosts.length; i++) {
            file.password(hosts[i], ports[ports.length == 1 ? 0 : i], database, user, told::add)
                    .ifPresent(passwords::add);
        }
        told.forEach(warnings);
        if (passwords.size() > 1) {
            throw new ConfigurationException(
                    "The password file " + file.path()
                            + " has different passwords for the hosts of one database, and the"
                            + " JDBC driver knows one for all",
                    "name one host, or set PGPASSWORD");
        }
        return passwords.stream().findFirst();
    }
}
