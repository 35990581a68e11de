package io.migretti.migration;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One pass over a file, with a fixed amount of memory: its checksum, and whether it is text that PostgreSQL takes.
 *
 * @param checksum of the whole file
 * @param problem the first byte that is not UTF-8, or is NUL
 */
record TextReading(Checksum checksum, Optional<Problem> problem) {

    private static final int CHUNK = 8192;

    static TextReading of(SqlResource resource) throws IOException {
        MessageDigest digest = sha256();
        Scan scan = new Scan(resource.location());
        try (InputStream in = resource.openNormalized()) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                scan.add(chunk, count);
            }
        }
        scan.end();
        return new TextReading(new Checksum(HexFormat.of().formatHex(digest.digest())), scan.problem);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Scan {
        private final String file;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final CharBuffer scratch = CharBuffer.allocate(CHUNK + 8);
        private final byte[] rest = new byte[CHUNK + 8];
        private int restLength;
        private int line = 1;
        private int column = 1;
        private Optional<Problem> problem = Optional.empty();

        Scan(String file) {
            this.file = file;
        }

        void add(byte[] chunk, int count) {
            if (problem.isPresent()) {
                return;
            }
            if (restLength == 0 && isPlain(chunk, count)) {
                pass(chunk, count);
                return;
            }
            System.arraycopy(chunk, 0, rest, restLength, count);
            decode(restLength + count, false);
        }

        void end() {
            if (problem.isEmpty() && restLength > 0) {
                decode(restLength, true);
            }
        }

        private void decode(int length, boolean last) {
            ByteBuffer bytes = ByteBuffer.wrap(rest, 0, length);
            scratch.clear();
            CoderResult result = decoder.reset().decode(bytes, scratch, last);
            int good = bytes.position();
            for (int i = 0; i < good; i++) {
                if (rest[i] == 0) {
                    report(i, "the file holds a NUL character, which PostgreSQL's text cannot");
                    return;
                }
            }
            if (result.isError()) {
                report(good, "the file is not valid UTF-8");
                return;
            }
            pass(rest, good);
            restLength = length - good;
            System.arraycopy(rest, good, rest, 0, restLength);
        }

        private void report(int at, String what) {
            boolean utf16 = line == 1 && (rest[0] == (byte) 0xFF || rest[0] == (byte) 0xFE || at < 2 && rest[at] == 0);
            pass(rest, at);
            problem = Optional.of(Problem.error(
                    new SourceLocation(file, line, column),
                    what,
                    utf16 ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8"));
        }

        /** Moves line and column behind some bytes. */
        private void pass(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    line++;
                    column = 1;
                } else if ((bytes[i] & 0xC0) != 0x80) {
                    column++;
                }
            }
        }

        private static boolean isPlain(byte[] bytes, int count) {
            boolean plain = true;
            for (int i = 0; i < count; i++) {
                plain &= bytes[i] > 0;
            }
            return plain;
        }
    }
}
