package io.migretti.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** What a log event carries beside its message. */
final class Fields {

    private Fields() {}

    static List<KeyValuePair> of(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? List.of() : pairs;
    }

    static Optional<Object> value(ILoggingEvent event, String key) {
        return of(event).stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> pair.value)
                .findFirst();
    }

    static List<String> strings(ILoggingEvent event, String key) {
        return value(event, key)
                .map(value -> value instanceof List<?> list
                        ? list.stream().map(Object::toString).toList()
                        : List.of(value.toString()))
                .orElseGet(List::of);
    }
}
