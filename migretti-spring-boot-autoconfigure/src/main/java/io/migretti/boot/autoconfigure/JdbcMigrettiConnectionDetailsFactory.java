package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Migrates the database of a Docker Compose service, which Spring Boot knows as one of JDBC. */
final class JdbcMigrettiConnectionDetailsFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, MigrettiConnectionDetails> {

    @Override
    public MigrettiConnectionDetails getConnectionDetails(JdbcConnectionDetails service) {
        return new MigrettiConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return service.getJdbcUrl();
            }

            @Override
            public @Nullable String getUsername() {
                return service.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return service.getPassword();
            }

            @Override
            public String getDriverClassName() {
                return service.getDriverClassName();
            }
        };
    }
}
