package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the UTF-8 bytes of a file's whole text, CRLF and lone CR counted as LF. Equal to Python Migretti's, and
 * the same on every platform. A byte order mark counts.
 *
 * @param sha256 64 digits, lower-case hexadecimal
 */
public record Checksum(String sha256) {

    public Checksum {
        Objects.requireNonNull(sha256);
    }

    /** Of a text with LF line ends. */
    public static Checksum of(String text) {
        return new Checksum(
                HexFormat.of().formatHex(TextReading.sha256().digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Of a file. */
    public static Checksum of(SqlResource resource) throws IOException {
        return TextReading.of(resource).checksum();
    }

    // Written out for the reason that MigrationId gives.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checksum checksum && sha256.equals(checksum.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return sha256;
    }
}
