package io.migretti.script;

import java.io.IOException;
import java.io.InputStream;

/**
 * A text file of SQL that can be read as often as needed: on disk, on the class path, or wherever a framework keeps it.
 */
public interface SqlResource {

    /** How a user would name the file: shown in every message about it. */
    String location();

    /** The last part of the location. */
    default String fileName() {
        String location = location();
        return location.substring(
                Math.max(location.lastIndexOf('/'), Math.max(location.lastIndexOf('\\'), location.lastIndexOf(':')))
                        + 1);
    }

    /**
     * The bytes as they are. The caller closes the stream.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;

    /**
     * The text with CRLF and lone CR turned into LF. What is hashed, lexed and executed is always this, so that a
     * checkout on Windows neither changes a checksum nor puts carriage returns into a function's body.
     */
    default InputStream openNormalized() throws IOException {
        return new LineFeedInputStream(open());
    }
}
