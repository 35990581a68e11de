package io.migretti.cli.config;

import java.util.Properties;

/**
 * How to reach the database.
 *
 * @param url a JDBC URL without user and password
 * @param properties of the driver, among them {@code user} and {@code password}
 */
public record DatabaseConnection(String url, Properties properties) {

    /**
     * To another database of the same server, as the same user.
     *
     * @param name of letters, digits and underscores
     */
    public DatabaseConnection toDatabase(String name) {
        return new DatabaseConnection(url.substring(0, url.lastIndexOf('/') + 1) + name, properties);
    }

    /** Without the properties, of which one is the password. */
    @Override
    public String toString() {
        return url;
    }
}
