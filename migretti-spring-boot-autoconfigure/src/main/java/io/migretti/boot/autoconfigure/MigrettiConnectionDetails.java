package io.migretti.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where to migrate, from a service such as a container. Beats every property, so that a test that runs with a
 * production profile migrates its container. A bean of this type is for all instances, or with
 * {@code @Qualifier("<instance>")} for one.
 */
public interface MigrettiConnectionDetails extends ConnectionDetails {

    /** A URL that a JDBC driver understands. */
    String getJdbcUrl();

    @Nullable
    String getUsername();

    @Nullable
    String getPassword();

    /** Default: the one that the URL tells. */
    default @Nullable String getDriverClassName() {
        return null;
    }
}
