package io.migretti.script;

import io.migretti.script.Tokenizer.Token;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL text into pieces as {@code psql -f} would: statements, {@code COPY} data, the psql lines that a plain
 * {@code pg_dump} writes, and what lies between. The pieces, put together again, are the text.
 *
 * <p>A cursor: {@link #advance()} moves to the next piece, the other methods tell about the present one. Holds one
 * piece in memory, never the file; {@code COPY} data come in chunks of whole lines.
 *
 * <p>Lines end with LF: the text comes through {@link LineFeedInputStream}.
 *
 * <p>Sources of the rules: PostgreSQL manual, "Lexical Structure" and "psql"; {@code scan.l}, {@code gram.y} and
 * {@code psqlscan.l}. Where psql guesses and the server knows, the server is followed: {@code BEGIN} opens a body only
 * when {@code ATOMIC} follows, and {@code END} closes it only in the place of a statement, so that neither a function
 * called {@code begin} nor a column called {@code end} moves the end of the statement.
 */
final class SqlLexer {

    enum Kind {
        /** From its first token up to and with its semicolon, if it has one. */
        STATEMENT,
        /** White space and comments that belong to no statement, and semicolons with nothing before them. */
        BETWEEN,
        /** A {@code --} comment on a line of its own, outside statements. */
        COMMENT_LINE,
        /** The {@code restrict} and {@code unrestrict} commands of pg_dump, which a server does not need. */
        META_COMMAND,
        /** Whole lines of {@code COPY} data. */
        COPY_DATA,
        /** The line {@code \.}. */
        COPY_END,
        /** A psql command that only psql could execute. */
        UNKNOWN_META_COMMAND,
        /** Text that cannot be split: see {@link #complaint()}. Goes to the end of the line or of the text. */
        BROKEN
    }

    /** Bytes of COPY data handed out at a time, rounded up to whole lines. */
    private static final int COPY_CHUNK = 8 * 1024;

    private final Tokenizer tokens;

    private Kind kind = Kind.BETWEEN;
    private int pieceEnd;
    private int textEnd;
    private Complaint complaint = new Complaint("", "", 0, 0);
    private StatementKind statementKind = StatementKind.ORDINARY;
    private final List<Comment> comments = new ArrayList<>();

    private int line = 1;
    private int column = 1;
    private long offset;
    private int locatedOffset;
    private int locatedLine;
    private int locatedColumn;
    private boolean firstPiece = true;

    private boolean lineIsBlank = true;
    private CopyState copy = CopyState.NONE;

    private enum CopyState {
        NONE,
        REST_OF_LINE,
        DATA
    }

    /**
     * A {@code --} comment within a piece that may be meant as a directive.
     *
     * @param alone whether nothing stands before it on its line
     */
    record Comment(String text, int offset, int line, int column, boolean alone) {}

    /** What is wrong with a {@link Kind#BROKEN} piece, what to do, and where the trouble starts. */
    record Complaint(String what, String next, int line, int column) {}

    SqlLexer(InputStream in) {
        tokens = new Tokenizer(in);
    }

    /** Tells a lexer that starts in the middle of a file where that is. */
    void startAt(int firstLine, long firstOffset) {
        line = firstLine;
        offset = firstOffset;
    }

    /** What follows runs in a session of its own, with {@code standard_conforming_strings} on again. */
    void newSession() {
        tokens.standardStrings = true;
    }

    Kind kind() {
        return kind;
    }

    /** Line of the piece's first character, 1-based. */
    int line() {
        return line;
    }

    /** Column of the piece's first character in code points, 1-based. */
    int column() {
        return column;
    }

    /** Bytes before the piece. */
    long offset() {
        return offset;
    }

    /** The whole piece. */
    String piece() {
        return tokens.text(tokens.pinned(), pieceEnd);
    }

    byte[] buffer() {
        return tokens.buffer();
    }

    int pieceStart() {
        return tokens.pinned();
    }

    int pieceEnd() {
        return pieceEnd;
    }

    /** The statement without its semicolon; another piece as it is. */
    String text() {
        return tokens.text(tokens.pinned(), textEnd);
    }

    /** Whether a statement has its semicolon, or ends without one at a section or at the end of the text. */
    boolean hasSemicolon() {
        return textEnd < pieceEnd;
    }

    /** As many bytes of {@link #text()}, less what would cut a character. */
    String textStart(int bytes) {
        int end = Math.min(textEnd, tokens.pinned() + bytes);
        while (end < textEnd && (tokens.buffer()[end] & 0xC0) == 0x80) {
            end--;
        }
        return tokens.text(tokens.pinned(), end);
    }

    StatementKind statementKind() {
        return statementKind;
    }

    /** Whether the statement is a COPY whose data come next. A COPY without semicolon has none. */
    boolean copyDataFollow() {
        return copy == CopyState.REST_OF_LINE;
    }

    /** What may be meant as a directive within the piece; a {@link Kind#COMMENT_LINE} is not in it. */
    List<Comment> comments() {
        return comments;
    }

    Complaint complaint() {
        return complaint;
    }

    /** Moves on; false at the end of the text. */
    boolean advance() throws IOException {
        if (firstPiece) {
            firstPiece = false;
            tokens.pin();
            skipByteOrderMark();
        } else {
            locate(pieceEnd);
            line = locatedLine;
            column = locatedColumn;
            offset += pieceEnd - tokens.pinned();
            tokens.moveTo(pieceEnd);
            tokens.pin();
        }
        locateFromStart();
        comments.clear();
        statementKind = StatementKind.ORDINARY;
        return switch (copy) {
            case REST_OF_LINE -> restOfCopyLine();
            case DATA -> copyData();
            case NONE -> statementOrBetween();
        };
    }

    private void skipByteOrderMark() throws IOException {
        if (tokens.at(0) == 0xEF && tokens.at(1) == 0xBB && tokens.at(2) == 0xBF) {
            tokens.moveTo(3);
            column = 0;
        }
    }

    private boolean piece(Kind pieceKind, int end) {
        kind = pieceKind;
        pieceEnd = end;
        textEnd = end;
        return true;
    }

    private boolean broken(String what, String next, int at, int end) {
        locate(at);
        complaint = new Complaint(what, next, locatedLine, locatedColumn);
        return piece(Kind.BROKEN, end);
    }

    private boolean neverClosed(String what, int from) {
        return broken("the " + what + " that starts here is never closed", "close it", from, tokens.position());
    }

    private boolean statementOrBetween() throws IOException {
        boolean any = tokens.position() > tokens.pinned();
        while (true) {
            Token token = tokens.next();
            int from = tokens.start();
            switch (token) {
                case END -> {
                    return any && piece(Kind.BETWEEN, tokens.position());
                }
                case SPACE -> lineIsBlank |= holdsNewline(from, tokens.position());
                case LINE_COMMENT -> {
                    if (!lineIsBlank) {
                        keepComment(false);
                    } else if (any) {
                        return piece(Kind.BETWEEN, from);
                    } else {
                        lineIsBlank = false;
                        return piece(Kind.COMMENT_LINE, tokens.position());
                    }
                }
                case BLOCK_COMMENT -> {
                    lineIsBlank = false;
                    if (!tokens.terminated()) {
                        return neverClosed("comment", from);
                    }
                }
                case SEMICOLON -> lineIsBlank = false;
                default -> {
                    if (any) {
                        return piece(Kind.BETWEEN, from);
                    }
                    lineIsBlank = false;
                    return token == Token.BACKSLASH ? metaCommand() : statement(token);
                }
            }
            any = true;
        }
    }

    private boolean metaCommand() throws IOException {
        int from = tokens.start();
        int end = endOfLine(from);
        String command = tokens.text(from, Math.min(end, from + "\\unrestrict ".length()))
                .split("\\s", 2)[0];
        boolean known = command.equals("\\restrict") || command.equals("\\unrestrict");
        return piece(known ? Kind.META_COMMAND : Kind.UNKNOWN_META_COMMAND, end);
    }

    private int endOfLine(int from) throws IOException {
        tokens.moveTo(from);
        tokens.skipLine();
        return tokens.position();
    }

    /** Keeps the current token, a comment, if it may be meant as a directive. */
    private void keepComment(boolean alone) {
        int from = tokens.start();
        if (Directive.maybe(tokens.buffer(), from, tokens.position())) {
            locate(from);
            comments.add(new Comment(tokens.text(from, tokens.position()), from, locatedLine, locatedColumn, alone));
        }
    }

    private boolean statement(Token first) throws IOException {
        Shape shape = new Shape();
        int lastTokenEnd = tokens.position();
        Token token = first;
        while (true) {
            int from = tokens.start();
            switch (token) {
                case END -> {
                    return statementEnds(shape, lastTokenEnd);
                }
                case SPACE -> lineIsBlank |= holdsNewline(from, tokens.position());
                case LINE_COMMENT -> {
                    if (lineIsBlank && Directive.endsStatement(tokens.buffer(), from, tokens.position())) {
                        return statementEnds(shape, lastTokenEnd);
                    }
                    keepComment(lineIsBlank);
                    lineIsBlank = false;
                }
                case BLOCK_COMMENT -> {
                    lineIsBlank = false;
                    if (!tokens.terminated()) {
                        return neverClosed("comment", from);
                    }
                }
                case BACKSLASH -> {
                    return broken(
                            "a backslash outside quotes, which only psql understands, stands in a statement",
                            "take it out",
                            from,
                            endOfLine(from));
                }
                case SEMICOLON -> {
                    lineIsBlank = false;
                    if (shape.endsAtSemicolon()) {
                        return statementEnds(from, shape);
                    }
                    lastTokenEnd = tokens.position();
                }
                default -> {
                    if (!tokens.terminated()) {
                        return neverClosed(nameOf(token), from);
                    }
                    lineIsBlank = false;
                    shape.add(token);
                    lastTokenEnd = tokens.position();
                }
            }
            token = tokens.next();
        }
    }

    private static String nameOf(Token quote) {
        return switch (quote) {
            case QUOTED_NAME -> "quoted name";
            case DOLLAR_STRING -> "dollar quote";
            default -> "string";
        };
    }

    /** Ended by its semicolon. */
    private boolean statementEnds(int semicolon, Shape shape) {
        piece(Kind.STATEMENT, tokens.position());
        textEnd = semicolon;
        classify(shape);
        if (statementKind == StatementKind.COPY_FROM_STDIN) {
            copy = CopyState.REST_OF_LINE;
        }
        return true;
    }

    /** Ended by a section or by the end of the text; what follows its last token is not part of it. */
    private boolean statementEnds(Shape shape, int lastTokenEnd) {
        lineIsBlank = false;
        comments.removeIf(comment -> comment.offset >= lastTokenEnd);
        if (shape.depth > 0) {
            return broken(
                    "the parenthesis that opens here is not closed before the statement ends",
                    "close it",
                    shape.parenthesis,
                    lastTokenEnd);
        }
        if (shape.inBody) {
            return broken("the BEGIN ATOMIC body that starts here has no END", "close it", shape.begin, lastTokenEnd);
        }
        piece(Kind.STATEMENT, lastTokenEnd);
        classify(shape);
        return true;
    }

    private void classify(Shape shape) {
        if (shape.copiesFromStdin) {
            statementKind = StatementKind.COPY_FROM_STDIN;
        } else if (shape.isSuspect()) {
            List<String> words = SqlRules.words(text());
            statementKind = SqlRules.kindOf(words);
            tokens.standardStrings = SqlRules.standardStringsAfter(words, tokens.standardStrings);
        }
    }

    /** Behind the semicolon of {@code COPY … FROM STDIN;} the line must end: the data start on the next. */
    private boolean restOfCopyLine() throws IOException {
        copy = CopyState.DATA;
        int from = tokens.position();
        int lineEnd = endOfLine(from);
        int dataStart = nextLine(lineEnd);
        tokens.moveTo(from);
        while (tokens.position() < lineEnd) {
            Token token = tokens.next();
            if (token == Token.LINE_COMMENT) {
                keepComment(false);
            } else if (token != Token.SPACE && (token != Token.BLOCK_COMMENT || tokens.position() > lineEnd)) {
                return broken(
                        "text follows COPY … FROM STDIN on the same line",
                        "start the data on the next line, and other statements behind the data",
                        tokens.start(),
                        dataStart);
            }
        }
        return dataStart == from ? copyData() : piece(Kind.BETWEEN, dataStart);
    }

    private int nextLine(int lineEnd) throws IOException {
        return tokens.at(lineEnd) < 0 ? lineEnd : lineEnd + 1;
    }

    private boolean copyData() throws IOException {
        int from = tokens.position();
        if (tokens.at(from) < 0) {
            copy = CopyState.NONE;
            return false;
        }
        int end = from;
        while (true) {
            if (isCopyEnd(end)) {
                if (end > from) {
                    return piece(Kind.COPY_DATA, end);
                }
                copy = CopyState.NONE;
                lineIsBlank = true;
                return piece(Kind.COPY_END, nextLine(endOfLine(end)));
            }
            end = nextLine(endOfLine(end));
            if (end - from >= COPY_CHUNK || tokens.at(end) < 0) {
                return piece(Kind.COPY_DATA, end);
            }
        }
    }

    private boolean isCopyEnd(int from) throws IOException {
        if (tokens.at(from) != '\\' || tokens.at(from + 1) != '.') {
            return false;
        }
        int c = tokens.at(from + 2);
        return c < 0 || c == '\n';
    }

    private boolean holdsNewline(int from, int to) {
        byte[] bytes = tokens.buffer();
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Finds line and column of an offset in the piece, going on from the offset that was located last. */
    private void locate(int to) {
        if (to < locatedOffset) {
            locateFromStart();
        }
        byte[] bytes = tokens.buffer();
        int lineStart = -1;
        for (int i = locatedOffset; i < to; i++) {
            if (bytes[i] == '\n') {
                locatedLine++;
                lineStart = i + 1;
            }
        }
        if (lineStart >= 0) {
            locatedColumn = 1;
        }
        for (int i = Math.max(lineStart, locatedOffset); i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                locatedColumn++;
            }
        }
        locatedOffset = to;
    }

    private void locateFromStart() {
        locatedOffset = tokens.pinned();
        locatedLine = line;
        locatedColumn = column;
    }

    /** What decides whether a semicolon ends the statement, and what the statement is. */
    private final class Shape {
        private int count;
        private int firstWordEnd;
        private int secondWord;
        private int secondWordEnd;
        private int lastToken;
        private int lastTokenEnd;

        private int depth;
        private int parenthesis;

        private boolean create;
        private boolean orReplace;
        private boolean routine;
        private boolean afterBegin;
        private int begin;
        private boolean inBody;
        private boolean bodyMayEnd;

        private boolean copyStatement;
        private boolean afterFrom;
        private boolean copiesFromStdin;

        boolean endsAtSemicolon() {
            bodyMayEnd = inBody && depth == 0;
            return depth == 0 && !inBody;
        }

        void add(Token token) {
            count++;
            lastToken = tokens.start();
            lastTokenEnd = tokens.position();
            switch (token) {
                case OPEN -> {
                    if (depth++ == 0) {
                        parenthesis = lastToken;
                    }
                }
                case CLOSE -> depth = Math.max(0, depth - 1);
                case WORD, QUOTED_NAME -> {
                    if (count == 2) {
                        secondWord = lastToken;
                        secondWordEnd = lastTokenEnd;
                    }
                }
                default -> {}
            }
            if (token == Token.WORD && depth == 0) {
                word();
            } else {
                afterBegin = false;
                afterFrom = false;
                bodyMayEnd = false;
            }
        }

        private void word() {
            if (count == 1) {
                firstWordEnd = lastTokenEnd;
                create = tokens.isWord("CREATE");
                copyStatement = tokens.isWord("COPY");
            } else if (copyStatement) {
                // The server's grammar takes STDOUT for STDIN after FROM.
                copiesFromStdin |= afterFrom && (tokens.isWord("STDIN") || tokens.isWord("STDOUT"));
                afterFrom = tokens.isWord("FROM");
            } else if (inBody) {
                inBody = !(bodyMayEnd && tokens.isWord("END"));
                bodyMayEnd = false;
            } else if (routine) {
                inBody = afterBegin && tokens.isWord("ATOMIC");
                bodyMayEnd = inBody;
                afterBegin = tokens.isWord("BEGIN");
                if (afterBegin) {
                    begin = lastToken;
                }
            } else if (create && count == 2) {
                routine = isRoutine();
                orReplace = tokens.isWord("OR");
            } else if (orReplace && count == 4) {
                routine = isRoutine();
            }
        }

        private boolean isRoutine() {
            return tokens.isWord("FUNCTION") || tokens.isWord("PROCEDURE");
        }

        /** Whether the statement needs a closer look: most do not, and their text is not copied for it. */
        boolean isSuspect() {
            return firstWordEnd > 0
                    && SqlRules.isSuspect(
                            upperCase(tokens.pinned(), firstWordEnd),
                            () -> upperCase(secondWord, secondWordEnd),
                            () -> upperCase(lastToken, lastTokenEnd));
        }

        private String upperCase(int from, int to) {
            return to - from > SqlRules.LONGEST_WORD
                    ? ""
                    : tokens.text(from, to).toUpperCase(Locale.ROOT);
        }
    }
}
