package io.migretti.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** Log lines for programs: time, level, logger, message, and the event's own fields beside them. */
final class JsonLines {

    String line(ILoggingEvent event) {
        return Json.line(json -> {
            json.field("timestamp", event.getInstant().toString())
                    .field("level", event.getLevel().toString())
                    .field("logger", event.getLoggerName())
                    .field("message", event.getFormattedMessage());
            for (KeyValuePair pair : Fields.of(event)) {
                if (pair.value instanceof List<?> list) {
                    json.strings(pair.key, list.stream().map(Object::toString).toList());
                } else {
                    json.field(pair.key, Optional.ofNullable(pair.value));
                }
            }
            IThrowableProxy trace = event.getThrowableProxy();
            if (trace != null) {
                json.field("stackTrace", ThrowableProxyUtil.asString(trace));
            }
        });
    }
}
