package io.migretti;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the engine logs while this is open. */
final class LogOf implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Migretti.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    LogOf() {
        appender.start();
        logger.addAppender(appender);
    }

    /** Level and text. */
    List<String> lines() {
        return List.copyOf(appender.list).stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    /** The keys of the line that begins so, with their values unless those are times. */
    List<String> keys(String beginning) {
        return List.copyOf(appender.list).stream()
                .filter(line -> line.getFormattedMessage().startsWith(beginning))
                .flatMap(line -> line.getKeyValuePairs().stream())
                .map(pair -> pair.key.endsWith("Ms") ? pair.key : pair.key + "=" + pair.value)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
