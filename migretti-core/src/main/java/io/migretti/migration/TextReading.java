package io.migretti.migration;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file, with a fixed amount of memory: its checksum, and whether it is text that PostgreSQL takes.
 *
 * @param checksum of the whole file
 * @param problem the first byte that is not UTF-8, or is NUL
 */
public record TextReading(Checksum checksum, Optional<Problem> problem) {

    private static final int CHUNK = 8192;

    /** Reads all of it. */
    public static TextReading of(SqlResource resource) throws IOException {
        return of(resource, new Means());
    }

    /** To be used again for the next file: to clear a buffer takes longer than a small file. */
    static final class Means {

        /** From here on, the platform's digest has paid for its compilation. In bytes of small files. */
        private static final long WARM = 2_000_000;

        private static final AtomicLong HASHED = new AtomicLong();

        private final byte[] chunk = new byte[CHUNK];
        private final boolean cold = HASHED.get() < WARM;
        private final Sha256 small = new Sha256();
        private @Nullable MessageDigest digest;

        /** @param count of bytes in the buffer, the whole of a file */
        private byte[] digest(int count) {
            if (!cold) {
                MessageDigest platforms = platforms();
                platforms.update(chunk, 0, count);
                return platforms.digest();
            }
            HASHED.addAndGet(count);
            return small.of(chunk, count);
        }

        private MessageDigest platforms() {
            if (digest == null) {
                digest = sha256();
            }
            digest.reset(); // of a file that could be read only in part
            return digest;
        }
    }

    static TextReading of(SqlResource resource, Means means) throws IOException {
        byte[] chunk = means.chunk;
        byte[] digest;
        Scan scan = new Scan();
        try (InputStream in = resource.openNormalized()) {
            int count = in.readNBytes(chunk, 0, CHUNK);
            scan.add(chunk, count);
            if (count < CHUNK) {
                digest = means.digest(count);
            } else {
                MessageDigest whole = means.platforms();
                while (count > 0) {
                    whole.update(chunk, 0, count);
                    count = in.readNBytes(chunk, 0, CHUNK);
                    scan.add(chunk, count);
                }
                digest = whole.digest();
            }
        }
        scan.end();
        return new TextReading(
                Checksum.of(digest),
                scan.complaint.isPresent()
                        ? Optional.of(problem(resource, scan.good, scan.complaint.get()))
                        : Optional.empty());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads the file once more, up to the bad byte: where that is, nobody asks of a good file. */
    private static Problem problem(SqlResource resource, long at, String what) throws IOException {
        int line = 1;
        int column = 1;
        boolean utf16 = false;
        try (InputStream in = new BufferedInputStream(resource.openNormalized())) {
            for (long i = 0; i <= at; i++) {
                int b = in.read();
                utf16 |= i == 0 && (b == 0xFF || b == 0xFE) || i == at && at < 2 && b == 0;
                if (i == at || b < 0) {
                    break;
                }
                if (b == '\n') {
                    line++;
                    column = 1;
                } else if ((b & 0xC0) != 0x80) {
                    column++;
                }
            }
        }
        return Problem.error(
                new SourceLocation(resource.location(), line, column),
                what,
                utf16 && line == 1 ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8");
    }

    /** Looks for the first byte that is not text. */
    private static final class Scan {
        private @Nullable CharsetDecoder decoder;
        private byte[] rest = new byte[0];
        private int restLength;
        private long good;
        private Optional<String> complaint = Optional.empty();

        void add(byte[] chunk, int count) {
            if (complaint.isPresent()) {
                return;
            }
            if (restLength == 0 && isPlain(chunk, count)) {
                good += count;
                return;
            }
            if (rest.length == 0) {
                rest = new byte[CHUNK + 8];
            }
            System.arraycopy(chunk, 0, rest, restLength, count);
            decode(restLength + count, false);
        }

        void end() {
            if (complaint.isEmpty() && restLength > 0) {
                decode(restLength, true);
            }
        }

        private void decode(int length, boolean last) {
            ByteBuffer bytes = ByteBuffer.wrap(rest, 0, length);
            if (decoder == null) {
                decoder = StandardCharsets.UTF_8.newDecoder();
            }
            CoderResult result = decoder.reset().decode(bytes, CharBuffer.allocate(length), last);
            int decoded = bytes.position();
            for (int i = 0; i < decoded; i++) {
                if (rest[i] == 0) {
                    good += i;
                    complaint = Optional.of("the file holds a NUL character, which PostgreSQL's text cannot");
                    return;
                }
            }
            good += decoded;
            if (result.isError()) {
                complaint = Optional.of("the file is not valid UTF-8");
                return;
            }
            restLength = length - decoded;
            System.arraycopy(rest, decoded, rest, 0, restLength);
        }

        /**
         * Whether all bytes are ASCII, and none is NUL. By methods of String, which the JVM has compiled when an
         * application starts; a loop of our own would be interpreted then.
         */
        private static boolean isPlain(byte[] bytes, int count) {
            String text = new String(bytes, 0, count, StandardCharsets.UTF_8);
            return text.length() == count && text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0;
        }
    }
}
