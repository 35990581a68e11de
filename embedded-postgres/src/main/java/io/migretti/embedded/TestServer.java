package io.migretti.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one server that all tests of this JVM share. System properties choose it:
 *
 * <ul>
 *   <li>{@code test.postgres.url}: an existing server, as a JDBC URL with a role that may create databases;
 *   <li>{@code test.postgres.binaries}: a binaries jar of another version to start;
 *   <li>neither: the version on the class path.
 * </ul>
 */
public final class TestServer implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^?]*)(\\?.*)?");
    private static @Nullable TestServer shared;

    private final String urlBeforeDatabase;
    private final String maintenanceDatabase;
    private final String urlAfterDatabase;
    private final Optional<EmbeddedServer> embedded;
    private final String prefix = "test_" + UUID.randomUUID().toString().substring(0, 8) + "_";
    private final AtomicInteger databases = new AtomicInteger();

    private TestServer(String url, Optional<EmbeddedServer> embedded) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new EmbeddedServerException("test.postgres.url must look like"
                    + " jdbc:postgresql://host:port/database?user=name&password=secret, but it is another form.");
        }
        this.urlBeforeDatabase = parts.group(1);
        this.maintenanceDatabase = parts.group(2);
        this.urlAfterDatabase = Optional.ofNullable(parts.group(3)).orElse("");
        this.embedded = embedded;
    }

    /** Started on the first call, and again on the first call after {@link #close()}. */
    public static synchronized TestServer shared() {
        TestServer server = shared;
        if (server == null) {
            server = start();
            shared = server;
        }
        return server;
    }

    /** A server that somebody else started. */
    static TestServer at(String url) {
        return new TestServer(url, Optional.empty());
    }

    private static TestServer start() {
        String url = System.getProperty("test.postgres.url", "");
        if (!url.isBlank()) {
            return at(url);
        }
        EmbeddedServer.Builder builder = EmbeddedServer.builder()
                .setting("fsync", "off")
                .setting("full_page_writes", "off")
                .setting("synchronous_commit", "off")
                .setting("max_connections", "300")
                .setting("max_prepared_transactions", "20");
        String jar = System.getProperty("test.postgres.binaries", "");
        if (!jar.isBlank()) {
            builder.binaries(Path.of(jar));
        }
        EmbeddedServer server = builder.start();
        return new TestServer(server.jdbcUrl("postgres"), Optional.of(server));
    }

    public String url(String database) {
        return urlBeforeDatabase + database + urlAfterDatabase;
    }

    /** The URL of the database from which others are created and dropped. */
    public String maintenanceUrl() {
        return url(maintenanceDatabase);
    }

    /** A new, empty database, dropped when it is closed. */
    public TestDatabase newDatabase() {
        return TestDatabase.create(this, prefix + databases.incrementAndGet());
    }

    /** Ends the server, unless it is an existing one. */
    @Override
    public void close() {
        synchronized (TestServer.class) {
            if (shared == this) {
                shared = null;
            }
        }
        embedded.ifPresent(EmbeddedServer::close);
    }
}
