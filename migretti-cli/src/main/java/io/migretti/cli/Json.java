package io.migretti.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One JSON object, written field by field. What is absent is null, so that every document has all its fields. */
final class Json {

    private final JsonWriter writer;

    private Json(JsonWriter writer) {
        this.writer = writer;
    }

    /** What writes an object's fields. */
    interface Fields {
        void write(Json object);
    }

    /** Over several lines, for people and parsers. */
    static String document(Fields fields) {
        return text(fields, FormattingStyle.PRETTY);
    }

    /** On one line. */
    static String line(Fields fields) {
        return text(fields, FormattingStyle.COMPACT);
    }

    private static String text(Fields fields, FormattingStyle style) {
        StringWriter text = new StringWriter();
        JsonWriter writer = new JsonWriter(text);
        writer.setFormattingStyle(style);
        writer.setStrictness(Strictness.STRICT);
        new Json(writer).object(fields);
        return text.toString();
    }

    private interface Writing {
        void write() throws IOException;
    }

    private Json write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void object(Fields fields) {
        write(writer::beginObject);
        fields.write(this);
        write(writer::endObject);
    }

    Json field(String name, String value) {
        return write(() -> writer.name(name).value(value));
    }

    Json field(String name, long value) {
        return write(() -> writer.name(name).value(value));
    }

    Json field(String name, boolean value) {
        return write(() -> writer.name(name).value(value));
    }

    /** Null if empty; a time in ISO-8601, a duration in milliseconds, a number as one. */
    Json field(String name, Optional<?> value) {
        write(() -> writer.name(name));
        Object known = value.orElse(null);
        if (known == null) {
            return write(writer::nullValue);
        } else if (known instanceof Duration duration) {
            return write(() -> writer.value(duration.toMillis()));
        } else if (known instanceof Number number) {
            return write(() -> writer.value(number));
        } else if (known instanceof Boolean bool) {
            return write(() -> writer.value(bool));
        }
        return write(() -> writer.value(known.toString()));
    }

    Json object(String name, Fields fields) {
        write(() -> writer.name(name));
        object(fields);
        return this;
    }

    /** Null if empty. */
    <T> Json object(String name, Optional<T> value, BiConsumer<Json, T> fields) {
        return value.isPresent()
                ? object(name, object -> fields.accept(object, value.get()))
                : field(name, Optional.empty());
    }

    <T> Json objects(String name, List<T> values, BiConsumer<Json, T> fields) {
        write(() -> writer.name(name).beginArray());
        values.forEach(value -> object(object -> fields.accept(object, value)));
        return write(writer::endArray);
    }

    Json strings(String name, List<String> values) {
        write(() -> writer.name(name).beginArray());
        values.forEach(value -> write(() -> writer.value(value)));
        return write(writer::endArray);
    }
}
