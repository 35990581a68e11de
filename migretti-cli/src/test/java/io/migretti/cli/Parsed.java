package io.migretti.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;

/** JSON, read by a strict parser. */
final class Parsed {

    private Parsed() {}

    /** Exactly one document. */
    static JsonObject document(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(com.google.gson.Strictness.STRICT);
            JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new AssertionError("more than one document:\n" + text);
            }
            return object;
        } catch (IOException e) {
            throw new AssertionError("no document:\n" + text, e);
        }
    }

    /** One document a line. */
    static List<JsonObject> lines(String text) {
        return text.lines().map(Parsed::document).toList();
    }
}
