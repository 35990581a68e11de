package io.migretti.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file as text. */
final class TextFile {

    private TextFile() {}

    /**
     * The text, without a byte order mark.
     *
     * @param name as messages call it
     */
    static String read(Path path, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(name + " is not UTF-8", "save it as UTF-8");
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(name + " may not be read", "allow it to this user");
        } catch (IOException e) {
            throw new ConfigurationException(
                    name + " cannot be read: it is no file, or its disk fails", "look at " + path);
        }
    }
}
