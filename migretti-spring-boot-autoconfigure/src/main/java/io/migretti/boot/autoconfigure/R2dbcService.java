package io.migretti.boot.autoconfigure;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

/**
 * What R2DBC is told about a database, as JDBC says it. Loaded only where R2DBC is there. The names of options are those
 * of r2dbc-postgresql.
 */
record R2dbcService(
        String url, @Nullable String username, @Nullable String password) {

    /** Options that decide how and where to connect; the others make no difference to migrations. */
    private static final Map<String, String> SAME_VALUES = Map.of(
            "applicationName", "ApplicationName",
            "schema", "currentSchema",
            "sslCert", "sslcert",
            "sslKey", "sslkey",
            "sslPassword", "sslpassword",
            "sslRootCert", "sslrootcert");

    static Optional<R2dbcService> of(BeanFactory beans) {
        R2dbcConnectionDetails details =
                beans.getBeanProvider(R2dbcConnectionDetails.class).getIfUnique();
        return Optional.ofNullable(details).map(found -> translate(found.getConnectionFactoryOptions()));
    }

    /** @throws MigrettiConfigurationException if JDBC cannot connect to it */
    private static R2dbcService translate(ConnectionFactoryOptions options) {
        String driver = text(options, "driver").orElse("");
        if (driver.equals("pool") || driver.equals("proxy")) {
            driver = text(options, "protocol").orElse("");
        }
        if (!driver.matches("(postgres|postgresql)(:.*)?")) {
            throw refused("it is of `" + driver + "`, not of PostgreSQL");
        }
        if (text(options, "socket").isPresent()) {
            throw refused("it names a Unix socket");
        }
        String host = text(options, "host").orElseThrow(() -> refused("it names no host"));
        String database = text(options, "database").orElseThrow(() -> refused("it names no database"));
        String port = text(options, "port").orElse("5432");
        String hosts = host.contains(",") ? host : host + ":" + port;
        Map<String, String> properties = new TreeMap<>();
        SAME_VALUES.forEach((r2dbc, jdbc) -> text(options, r2dbc).ifPresent(value -> properties.put(jdbc, value)));
        sslMode(options).ifPresent(mode -> properties.put("sslmode", mode));
        parameters(options).ifPresent(parameters -> properties.put("options", parameters));
        String query = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + encode(property.getValue()))
                .collect(Collectors.joining("&"));
        return new R2dbcService(
                "jdbc:postgresql://" + hosts + "/" + encode(database) + (query.isEmpty() ? "" : "?" + query),
                text(options, "user").orElse(null),
                text(options, "password").orElse(null));
    }

    private static Optional<String> text(ConnectionFactoryOptions options, String name) {
        Object value = options.getValue(Option.valueOf(name));
        return Optional.ofNullable(value).map(Objects::toString);
    }

    private static Optional<String> sslMode(ConnectionFactoryOptions options) {
        Optional<String> mode = text(options, "sslMode")
                .map(value -> value.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        if (mode.isPresent()) {
            if (mode.get().equals("tunnel")) {
                throw refused("its sslMode is `tunnel`");
            }
            return mode;
        }
        return text(options, "ssl").filter("true"::equals).map(yes -> "verify-full");
    }

    /** Settings of the session, such as search_path. Source: PostgreSQL manual, libpq, {@code options}. */
    private static Optional<String> parameters(ConnectionFactoryOptions options) {
        Object value = options.getValue(Option.valueOf("options"));
        if (!(value instanceof Map<?, ?> parameters) || parameters.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parameters.entrySet().stream()
                .map(parameter -> "-c "
                        + (parameter.getKey() + "=" + parameter.getValue())
                                .replace("\\", "\\\\")
                                .replace(" ", "\\ "))
                .sorted()
                .collect(Collectors.joining(" ")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static MigrettiConfigurationException refused(String why) {
        return new MigrettiConfigurationException(
                "The R2DBC connection of the application cannot be translated for JDBC, which migrations need: " + why,
                "set `migretti.url` to the JDBC URL of the database to migrate, with `migretti.username` and"
                        + " `migretti.password`");
    }

    @Override
    public String toString() {
        return "R2dbcService[]";
    }
}
