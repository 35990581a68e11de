package io.migretti.script;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntSupplier;

/** A file that exists only in a test. */
final class Text implements SqlResource {

    /** A piece of a text as the lexer saw it. */
    record Piece(SqlLexer.Kind kind, String text, int line, int column, long offset) {}

    private final String location;
    private final byte[] bytes;

    private Text(String location, String text) {
        this.location = location;
        bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    static Text of(String text) {
        return at("V.sql", text);
    }

    static Text at(String location, String text) {
        return new Text(location, text);
    }

    @Override
    public String location() {
        return location;
    }

    int length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** The same bytes, at most so many at a time. */
    InputStream openInChunks(IntSupplier size) {
        return new FilterInputStream(open()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, size.getAsInt()));
            }
        };
    }

    SqlScript parse() {
        try {
            return SqlScript.parse(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> problems() {
        return parse().problems().stream().map(Problem::toString).toList();
    }

    /** Over the text with LF line ends, as a checksum is. */
    String sha256() {
        try {
            byte[] text = openNormalized().readAllBytes();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Piece> pieces(InputStream in) {
        try {
            List<Piece> pieces = new ArrayList<>();
            SqlLexer lexer = new SqlLexer(in);
            while (lexer.advance()) {
                pieces.add(new Piece(lexer.kind(), lexer.piece(), lexer.line(), lexer.column(), lexer.offset()));
            }
            return pieces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Piece> pieces() {
        return pieces(new LineFeedInputStream(open()));
    }

    /** What the server gets: statements without their semicolon, and the data of a COPY as {@code <data>}. */
    static List<String> split(String text) {
        try {
            List<String> sent = new ArrayList<>();
            SqlLexer lexer = new SqlLexer(new LineFeedInputStream(of(text).open()));
            while (lexer.advance()) {
                switch (lexer.kind()) {
                    case STATEMENT -> sent.add(lexer.text());
                    case COPY_DATA -> sent.add("<" + lexer.text() + ">");
                    case BROKEN -> sent.add("broken: " + lexer.complaint().what());
                    case UNKNOWN_META_COMMAND -> sent.add("psql: " + lexer.text());
                    default -> {}
                }
            }
            return sent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
