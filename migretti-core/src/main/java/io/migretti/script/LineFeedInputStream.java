package io.migretti.script;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Turns CRLF and lone CR into LF while reading. */
final class LineFeedInputStream extends FilterInputStream {

    private boolean afterCarriageReturn;

    LineFeedInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = in.read(into, offset, length);
            if (count < 0) {
                return -1;
            }
            int kept = normalize(into, offset, count);
            if (kept > 0) {
                return kept;
            }
        }
    }

    private int normalize(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int from = offset;
        if (!afterCarriageReturn) {
            // By methods of String, which are compiled when an application starts, as a loop here would not be.
            int found = new String(bytes, offset, count, StandardCharsets.ISO_8859_1).indexOf('\r');
            if (found < 0) {
                return count;
            }
            from += found;
        }
        int to = from;
        for (; from < end; from++) {
            byte b = bytes[from];
            if (b == '\r') {
                bytes[to++] = '\n';
                afterCarriageReturn = true;
            } else {
                if (b != '\n' || !afterCarriageReturn) {
                    bytes[to++] = b;
                }
                afterCarriageReturn = false;
            }
        }
        return to - offset;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] scratch = new byte[8192];
        long left = count;
        while (left > 0) {
            int read = read(scratch, 0, (int) Math.min(left, scratch.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return count - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
