package io.migretti.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the end of the start what there is to look at. */
@Component
class AddressesToTry {

    private static final Logger LOG = LoggerFactory.getLogger(AddressesToTry.class);

    private final ObjectProvider<EmbeddedDatabase> embedded;
    private final ObjectProvider<JdbcConnectionDetails> database;

    AddressesToTry(ObjectProvider<EmbeddedDatabase> embedded, ObjectProvider<JdbcConnectionDetails> database) {
        this.embedded = embedded;
        this.database = database;
    }

    @EventListener
    void show(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            String server = "http://localhost:" + web.getWebServer().getPort();
            LOG.info("""
                    Try:
                      {}/books
                      {}/orders
                      {}/actuator/migretti
                      {}/actuator/migretti/verify""", server, server, server, server);
        }
        // Not said of a configured database: its URL may hold a password.
        embedded.ifAvailable(e -> database.ifAvailable(d -> LOG.info("The database: {}", d.getJdbcUrl())));
    }
}
