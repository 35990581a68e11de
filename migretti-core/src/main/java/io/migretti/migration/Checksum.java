package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the UTF-8 bytes of a file's whole text, CRLF and lone CR counted as LF. Equal to Python Migretti's, and
 * the same on every platform. A byte order mark counts.
 *
 * @param sha256 64 digits, lower-case hexadecimal
 */
public record Checksum(String sha256) {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    public Checksum {
        Objects.requireNonNull(sha256);
    }

    /** Of a text with LF line ends. */
    public static Checksum of(String text) {
        return of(TextReading.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** By hand, since of what the platform has for it, a start with many files makes the JVM compile a method for one digit. */
    static Checksum of(byte[] digest) {
        byte[] text = new byte[2 * digest.length];
        for (int i = 0; i < digest.length; i++) {
            text[2 * i] = DIGITS[digest[i] >> 4 & 0xf];
            text[2 * i + 1] = DIGITS[digest[i] & 0xf];
        }
        return new Checksum(new String(text, StandardCharsets.ISO_8859_1));
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
