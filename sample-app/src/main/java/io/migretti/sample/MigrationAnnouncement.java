package io.migretti.sample;

import io.migretti.boot.event.BeforeApplyEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A hook: says what is about to happen to the database. To throw here would stop it from happening. */
@Component
class MigrationAnnouncement {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationAnnouncement.class);

    @EventListener
    void announce(BeforeApplyEvent event) {
        event.plan().steps().forEach(step -> LOG.info("About to apply {}", step));
    }
}
