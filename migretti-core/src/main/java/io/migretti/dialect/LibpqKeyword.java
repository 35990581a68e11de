package io.migretti.dialect;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * A parameter of a connection as libpq calls it, with what the driver and the environment call it (PostgreSQL manual,
 * "Parameter Key Words" and "Environment Variables"). Those that the driver has nothing for are missing.
 */
public enum LibpqKeyword {
    HOST("host", PGProperty.PG_HOST.getName(), "PGHOST"),
    PORT("port", PGProperty.PG_PORT.getName(), "PGPORT"),
    DBNAME("dbname", PGProperty.PG_DBNAME.getName(), "PGDATABASE"),
    USER("user", PGProperty.USER.getName(), "PGUSER"),
    PASSWORD("password", PGProperty.PASSWORD.getName(), "PGPASSWORD"),
    /** Where the password is looked up. The driver has no property for it: whoever connects has to read the file. */
    PASSFILE("passfile", "passfile", "PGPASSFILE"),
    SSLMODE("sslmode", PGProperty.SSL_MODE.getName(), "PGSSLMODE"),
    SSLROOTCERT("sslrootcert", PGProperty.SSL_ROOT_CERT.getName(), "PGSSLROOTCERT"),
    SSLCERT("sslcert", PGProperty.SSL_CERT.getName(), "PGSSLCERT"),
    SSLKEY("sslkey", PGProperty.SSL_KEY.getName(), "PGSSLKEY"),
    SSLPASSWORD("sslpassword", PGProperty.SSL_PASSWORD.getName(), ""),
    SSLNEGOTIATION("sslnegotiation", PGProperty.SSL_NEGOTIATION.getName(), "PGSSLNEGOTIATION"),
    CHANNEL_BINDING("channel_binding", PGProperty.CHANNEL_BINDING.getName(), "PGCHANNELBINDING"),
    REQUIRE_AUTH("require_auth", PGProperty.REQUIRE_AUTH.getName(), "PGREQUIREAUTH"),
    GSSENCMODE("gssencmode", PGProperty.GSS_ENC_MODE.getName(), "PGGSSENCMODE"),
    KRBSRVNAME("krbsrvname", PGProperty.KERBEROS_SERVER_NAME.getName(), "PGKRBSRVNAME"),
    APPLICATION_NAME("application_name", PGProperty.APPLICATION_NAME.getName(), "PGAPPNAME"),
    OPTIONS("options", PGProperty.OPTIONS.getName(), "PGOPTIONS"),
    CONNECT_TIMEOUT("connect_timeout", PGProperty.CONNECT_TIMEOUT.getName(), "PGCONNECT_TIMEOUT"),
    TARGET_SESSION_ATTRS("target_session_attrs", PGProperty.TARGET_SERVER_TYPE.getName(), "PGTARGETSESSIONATTRS"),
    LOAD_BALANCE_HOSTS("load_balance_hosts", PGProperty.LOAD_BALANCE_HOSTS.getName(), "PGLOADBALANCEHOSTS"),
    KEEPALIVES("keepalives", PGProperty.TCP_KEEP_ALIVE.getName(), "");

    private final String text;
    private final String property;
    private final String variable;

    LibpqKeyword(String text, String property, String variable) {
        this.text = text;
        this.property = property;
        this.variable = variable;
    }

    /** The keyword of that name; empty if libpq has none, or the driver cannot do it. */
    public static Optional<LibpqKeyword> of(String text) {
        return Arrays.stream(values())
                .filter(keyword -> keyword.text.equals(text))
                .findFirst();
    }

    /** The driver's property. */
    public String property() {
        return property;
    }

    /** The environment variable that libpq reads; empty if there is none. */
    public Optional<String> variable() {
        return variable.isEmpty() ? Optional.empty() : Optional.of(variable);
    }

    /**
     * The value as the driver wants it.
     *
     * @throws IllegalArgumentException if libpq would not take it; the message does not repeat it
     */
    public String convert(String value) {
        return switch (this) {
            case PORT -> ports(value);
            case CONNECT_TIMEOUT -> seconds(value);
            case TARGET_SESSION_ATTRS ->
                oneOf(
                        Map.of(
                                "any", "any",
                                "read-write", "primary",
                                "primary", "primary",
                                "read-only", "secondary",
                                "standby", "secondary",
                                "prefer-standby", "preferSecondary"),
                        value);
            case LOAD_BALANCE_HOSTS -> oneOf(Map.of("disable", "false", "random", "true"), value);
            case KEEPALIVES -> oneOf(Map.of("0", "false", "1", "true"), value);
            default -> {
                PGProperty known = PGProperty.forName(property);
                String[] choices = known == null ? null : known.getChoices();
                yield choices == null
                        ? value
                        : oneOf(
                                Arrays.stream(choices).collect(Collectors.toMap(Function.identity(), choice -> choice)),
                                value);
            }
        };
    }

    private static String oneOf(Map<String, String> choices, String value) {
        String converted = choices.get(value);
        if (converted == null) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", new TreeSet<>(choices.keySet())));
        }
        return converted;
    }

    private static String ports(String ports) {
        for (String port : ports.split(",", -1)) {
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
                throw new IllegalArgumentException("is no number from 1 to 65535");
            }
        }
        return ports;
    }

    /** Less than zero means without end for libpq; the driver says zero. */
    private static String seconds(String value) {
        if (!value.matches("-?[0-9]{1,6}")) {
            throw new IllegalArgumentException("must be a whole number of seconds");
        }
        return String.valueOf(Math.max(0, Integer.parseInt(value)));
    }

    /** As libpq writes it. */
    @Override
    public String toString() {
        return text;
    }
}
