package io.migretti.boot.autoconfigure;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

/** What R2DBC is told about a database, as JDBC says it. Loaded only where R2DBC is there. */
record R2dbcService(
        String url, @Nullable String username, @Nullable String password) {

    static Optional<R2dbcService> of(BeanFactory beans) {
        R2dbcConnectionDetails details =
                beans.getBeanProvider(R2dbcConnectionDetails.class).getIfUnique();
        return Optional.ofNullable(details).map(found -> translate(found.getConnectionFactoryOptions()));
    }

    private static R2dbcService translate(ConnectionFactoryOptions options) {
        String host = String.valueOf(options.getRequiredValue(ConnectionFactoryOptions.HOST));
        Object port = options.getValue(ConnectionFactoryOptions.PORT);
        Object password = options.getValue(ConnectionFactoryOptions.PASSWORD);
        Object user = options.getValue(ConnectionFactoryOptions.USER);
        return new R2dbcService(
                "jdbc:postgresql://" + host + ":" + (port == null ? 5432 : port) + "/"
                        + options.getRequiredValue(ConnectionFactoryOptions.DATABASE),
                user == null ? null : user.toString(),
                password == null ? null : password.toString());
    }

    @Override
    public String toString() {
        return "R2dbcService"; // with a password
    }
}
