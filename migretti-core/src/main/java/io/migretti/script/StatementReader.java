package io.migretti.script;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of one section again, when they are executed, one at a time. What is read is hashed on the way,
 * so that a file which changed since it was checked is noticed.
 */
public final class StatementReader implements Closeable {

    /** A file up to this many bytes is read, and its hash checked, before its first statement is handed out. */
    private static final int READ_AHEAD = 1 << 20;

    private static final MessageDigest SHA_256 = newSha256();

    private final String file;
    private final DigestInputStream in;
    private final SqlLexer lexer;
    private final boolean whole;
    private boolean copying;
    private boolean ended;

    private StatementReader(String file, SqlScript.Section section, DigestInputStream in, byte[] head, boolean whole)
            throws IOException {
        this.file = file;
        this.in = in;
        this.whole = whole;
        int inHead = (int) Math.min(section.offset(), head.length);
        skip(section.offset() - inHead, head);
        InputStream text = new ByteArrayInputStream(head, inHead, head.length - inHead);
        if (!whole) {
            text = new SequenceInputStream(text, new Unclosed(in));
        }
        lexer = new SqlLexer(text);
        lexer.startAt(section.line(), section.offset());
        if (section.directive().isPresent()) {
            lexer.advance();
        }
    }

    /** By reading, so that what is skipped is hashed. */
    private void skip(long bytes, byte[] scratch) throws IOException {
        long left = bytes;
        while (left > 0) {
            int count = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (count < 0) {
                throw new ChangedFileException(file);
            }
            left -= count;
        }
    }

    /**
     * Opens a section of a file.
     *
     * @param sha256 of the whole text with LF line ends, lower-case hexadecimal, as it was when the section was found
     * @throws ChangedFileException if the file has changed meanwhile and that shows at once, which it does for files up
     *     to 1 MiB
     */
    public static StatementReader open(SqlResource resource, SqlScript.Section section, String sha256)
            throws IOException {
        DigestInputStream in = new DigestInputStream(resource.openNormalized(), sha256());
        try {
            byte[] head = in.readNBytes(READ_AHEAD);
            boolean whole = head.length < READ_AHEAD;
            if (whole) {
                check(resource.location(), in, sha256);
            }
            return new StatementReader(resource.location(), section, in, head, whole);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The next statement, or null at the section's end. COPY data that were not read are skipped.
     *
     * @throws ChangedFileException at text that cannot be split; the file that was checked had none
     */
    public @Nullable SqlStatement next() throws IOException {
        copying = false;
        while (!ended && lexer.advance()) {
            switch (lexer.kind()) {
                case STATEMENT -> {
                    copying = lexer.copyDataFollow();
                    return new SqlStatement(
                            lexer.text(),
                            new SourceLocation(file, lexer.line(), lexer.column()),
                            lexer.statementKind());
                }
                case COMMENT_LINE ->
                    ended = Directive.endsStatement(lexer.buffer(), lexer.pieceStart(), lexer.pieceEnd());
                case BROKEN, UNKNOWN_META_COMMAND -> throw new ChangedFileException(file);
                default -> {}
            }
        }
        ended = true;
        return null;
    }

    /** The next chunk of the data behind the COPY statement just returned, whole lines, or null at their end. */
    public byte @Nullable [] nextCopyData() throws IOException {
        while (copying && lexer.advance()) {
            switch (lexer.kind()) {
                case COPY_DATA -> {
                    byte[] chunk = new byte[lexer.pieceEnd() - lexer.pieceStart()];
                    System.arraycopy(lexer.buffer(), lexer.pieceStart(), chunk, 0, chunk.length);
                    return chunk;
                }
                case COPY_END -> copying = false;
                default -> {}
            }
        }
        copying = false;
        return null;
    }

    /** The line of the chunk last returned by {@link #nextCopyData()}, 1-based. */
    public int line() {
        return lexer.line();
    }

    /**
     * Reads what is left of the file and compares its hash.
     *
     * @throws ChangedFileException if it is not the file that was checked
     */
    public void requireUnchanged(String sha256) throws IOException {
        if (!whole) {
            in.transferTo(OutputStream.nullOutputStream());
            check(file, in, sha256);
        }
    }

    private static void check(String file, DigestInputStream in, String sha256) throws ChangedFileException {
        String actual = HexFormat.of().formatHex(in.getMessageDigest().digest());
        if (!actual.equals(sha256)) {
            throw new ChangedFileException(file);
        }
    }

    /** A copy, because to find one among the providers takes longer than to hash a small file. */
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return newSha256(); // a provider's that is in hardware, perhaps
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A {@link SequenceInputStream} closes what it has read to its end; the rest is still to be hashed. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    /** The file is not the one that was checked before the run. */
    public static final class ChangedFileException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedFileException(String file) {
            super(file + " was changed while it was being executed");
        }
    }
}
