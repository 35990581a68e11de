package io.migretti.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * PostgreSQL's tokens, as far as they decide where a statement ends. Works on UTF-8 bytes as PostgreSQL's own scanner
 * does: every character with a meaning is ASCII, every other byte is part of a name.
 *
 * <p>Source of the rules: PostgreSQL manual, "Lexical Structure"; the server's {@code scan.l}.
 *
 * <p>The buffer keeps everything since {@link #pin()}, so offsets stay valid within one piece of the text.
 */
final class Tokenizer {

    enum Token {
        SPACE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        WORD,
        QUOTED_NAME,
        STRING,
        DOLLAR_STRING,
        NUMBER,
        PARAMETER,
        SEMICOLON,
        OPEN,
        CLOSE,
        BACKSLASH,
        OTHER,
        END
    }

    private static final int BUFFER = 16 * 1024;

    private static final byte SPACE = 1;
    private static final byte NAME_START = 2;
    private static final byte DIGIT = 3;
    private static final byte[] CLASS = new byte[256];

    static {
        for (char c : " \t\n\r\f\u000B".toCharArray()) {
            CLASS[c] = SPACE;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            CLASS[c] = NAME_START;
            CLASS[c - 'a' + 'A'] = NAME_START;
        }
        CLASS['_'] = NAME_START;
        Arrays.fill(CLASS, 0x80, 0x100, NAME_START);
        for (int c = '0'; c <= '9'; c++) {
            CLASS[c] = DIGIT;
        }
    }

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int limit;
    private boolean exhausted;

    private int pinned;
    private int start;
    private int position;
    private boolean terminated = true;

    /** {@code standard_conforming_strings}: whether a backslash in a plain {@code '…'} is just a backslash. */
    boolean standardStrings = true;

    Tokenizer(InputStream in) {
        this.in = in;
    }

    static Tokenizer of(String text) {
        return new Tokenizer(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Starts a new piece: offsets from before are no longer valid. */
    void pin() {
        if (position > buffer.length / 2) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        pinned = position;
    }

    int pinned() {
        return pinned;
    }

    /** Where the current token starts. */
    int start() {
        return start;
    }

    /** Where the next token starts. */
    int position() {
        return position;
    }

    /** Goes back (or on) to an offset of the current piece. */
    void moveTo(int offset) {
        position = offset;
    }

    /** False if the current token is a quote or comment that the end of the text cut off. */
    boolean terminated() {
        return terminated;
    }

    byte[] buffer() {
        return buffer;
    }

    String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether the current token is this word. {@code word} is ASCII upper case. */
    boolean isWord(String word) {
        return isWord(start, position, word);
    }

    boolean isWord(int from, int to, String word) {
        int length = word.length();
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = buffer[from + i];
            if (b >= 'a' && b <= 'z') {
                b -= 'a' - 'A';
            }
            if (b != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the next token. */
    Token next() throws IOException {
        start = position;
        terminated = true;
        int c = at(position);
        if (c < 0) {
            return Token.END;
        }
        switch (CLASS[c]) {
            case SPACE -> {
                position++;
                while (position < limit && CLASS[buffer[position] & 0xFF] == SPACE) {
                    position++;
                }
                return Token.SPACE;
            }
            case NAME_START -> {
                return word();
            }
            case DIGIT -> {
                digits();
                return Token.NUMBER;
            }
            default -> position++;
        }
        return switch (c) {
            case ';' -> Token.SEMICOLON;
            case '(' -> Token.OPEN;
            case ')' -> Token.CLOSE;
            case '\\' -> Token.BACKSLASH;
            case '\'' -> string(!standardStrings);
            case '"' -> quotedName();
            case '$' -> dollar();
            case '-' -> at(position) == '-' ? lineComment() : Token.OTHER;
            case '/' -> at(position) == '*' ? blockComment() : Token.OTHER;
            default -> Token.OTHER;
        };
    }

    private Token word() throws IOException {
        nameRest();
        if (position - start == 1) {
            int next = at(position);
            int letter = buffer[start] | 0x20;
            if (next == '\'') {
                switch (letter) {
                    case 'e' -> {
                        position++;
                        return string(true);
                    }
                    case 'b', 'x' -> {
                        position++;
                        return string(false);
                    }
                    case 'n' -> {
                        position++;
                        return string(!standardStrings);
                    }
                    default -> {}
                }
            } else if (next == '&' && letter == 'u') {
                int quote = at(position + 1);
                if (quote == '\'') {
                    position += 2;
                    return string(false);
                }
                if (quote == '"') {
                    position += 2;
                    return quotedName();
                }
            }
        }
        return Token.WORD;
    }

    private void nameRest() throws IOException {
        do {
            while (position < limit) {
                byte b = buffer[position];
                if (CLASS[b & 0xFF] < NAME_START && b != '$') {
                    return;
                }
                position++;
            }
        } while (fill());
    }

    private void digits() throws IOException {
        int c;
        do {
            position++;
            c = at(position);
        } while (c >= 0 && CLASS[c] == DIGIT);
        if (c >= 0 && CLASS[c] == NAME_START) {
            nameRest();
        }
    }

    private Token quotedName() throws IOException {
        while (true) {
            if (!skipPast('"', false)) {
                return Token.QUOTED_NAME;
            }
            if (at(position) != '"') {
                return Token.QUOTED_NAME;
            }
            position++;
        }
    }

    private Token string(boolean backslashes) throws IOException {
        while (true) {
            if (!skipPast('\'', backslashes)) {
                return Token.STRING;
            }
            if (at(position) == '\'') {
                position++;
            } else if (!backslashes || !continued()) {
                return Token.STRING;
            }
        }
    }

    /**
     * Two literals with white space that holds a newline between them are one literal, in the mode of the first.
     * Only matters where a backslash means something: {@code E'a'<newline>'b\'c'}.
     */
    private boolean continued() throws IOException {
        boolean newline = false;
        int ahead = position;
        while (true) {
            int c = at(ahead);
            if (c < 0) {
                return false;
            }
            if (CLASS[c] == SPACE) {
                newline |= c == '\n';
                ahead++;
            } else if (c == '-' && at(ahead + 1) == '-') {
                do {
                    ahead++;
                    c = at(ahead);
                } while (c >= 0 && c != '\n');
            } else if (c == '\'' && newline) {
                position = ahead + 1;
                return true;
            } else {
                return false;
            }
        }
    }

    /** Moves behind the next {@code quote}; false (and at the end of the text) if there is none. */
    private boolean skipPast(char quote, boolean backslashes) throws IOException {
        while (true) {
            while (position < limit) {
                byte b = buffer[position++];
                if (b == quote) {
                    return true;
                }
                if (b == '\\' && backslashes && at(position) >= 0) {
                    position++;
                }
            }
            if (!fill()) {
                terminated = false;
                return false;
            }
        }
    }

    private Token lineComment() throws IOException {
        skipLine();
        return Token.LINE_COMMENT;
    }

    /** Moves to the next newline, or the end of the text. */
    void skipLine() throws IOException {
        do {
            while (position < limit) {
                if (buffer[position] == '\n') {
                    return;
                }
                position++;
            }
        } while (fill());
    }

    private Token blockComment() throws IOException {
        position++;
        int depth = 1;
        while (depth > 0) {
            int c = at(position);
            if (c < 0) {
                terminated = false;
                break;
            }
            position++;
            if (c == '*' && at(position) == '/') {
                position++;
                depth--;
            } else if (c == '/' && at(position) == '*') {
                position++;
                depth++;
            }
        }
        return Token.BLOCK_COMMENT;
    }

    private Token dollar() throws IOException {
        int c = at(position);
        if (c >= 0 && CLASS[c] == DIGIT) {
            digits();
            return Token.PARAMETER;
        }
        int tagEnd = position;
        if (c >= 0 && CLASS[c] == NAME_START) {
            do {
                tagEnd++;
                c = at(tagEnd);
            } while (c >= 0 && CLASS[c] >= NAME_START);
        }
        if (c != '$') {
            return Token.OTHER;
        }
        position = tagEnd + 1;
        int quoteLength = position - start;
        while (true) {
            while (position < limit) {
                if (buffer[position] == '$' && matchesQuote(quoteLength)) {
                    position += quoteLength;
                    return Token.DOLLAR_STRING;
                }
                position++;
            }
            if (!fill()) {
                terminated = false;
                return Token.DOLLAR_STRING;
            }
        }
    }

    private boolean matchesQuote(int length) throws IOException {
        for (int i = 1; i < length; i++) {
            int c = at(position + i);
            if (c < 0 || (byte) c != buffer[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** The byte at an offset of the current piece, read if need be; -1 behind the end of the text. */
    int at(int offset) throws IOException {
        while (offset >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[offset] & 0xFF;
    }

    /** Reads more behind {@code limit}; offsets stay as they are. */
    private boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            exhausted = true;
            return false;
        }
        limit += count;
        return true;
    }
}
