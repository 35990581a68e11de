package io.migretti.script;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One copy of a section's text into a place where other sections follow it. */
final class SectionCopy {

    private final SqlScript.Section section;
    private final SqlResource resource;
    private final OutputStream out;
    private boolean lineEnded = true;
    private boolean leftOut;
    private boolean copying;

    SectionCopy(SqlScript.Section section, SqlResource resource, OutputStream out) {
        this.section = section;
        this.resource = resource;
        this.out = new BufferedOutputStream(out);
    }

    void run() throws IOException {
        try (InputStream in = resource.openNormalized()) {
            in.skipNBytes(section.offset());
            SqlLexer lexer = new SqlLexer(in);
            lexer.startAt(section.line(), section.offset());
            if (section.directive().isPresent()) {
                leftOut = lexer.advance();
            }
            boolean more = lexer.advance();
            while (more) {
                more = piece(lexer) && lexer.advance();
            }
        }
        endLine();
        if (copying) {
            write("\\.\n");
        }
        out.flush();
    }

    /** False at the end of the section. */
    private boolean piece(SqlLexer lexer) throws IOException {
        switch (lexer.kind()) {
            case COMMENT_LINE -> {
                if (Directive.endsStatement(lexer.buffer(), lexer.pieceStart(), lexer.pieceEnd())) {
                    return false;
                }
                leftOut = isOfTheFile(lexer.piece());
                if (!leftOut) {
                    write(lexer);
                }
            }
            case STATEMENT -> {
                write(lexer);
                copying = lexer.statementKind() == StatementKind.COPY_FROM_STDIN;
                if (!lexer.hasSemicolon()) {
                    write(";");
                }
            }
            case COPY_END -> {
                write(lexer);
                copying = false;
            }
            case BROKEN, UNKNOWN_META_COMMAND -> throw new StatementReader.ChangedFileException(resource.location());
            default -> write(lexer);
        }
        return true;
    }

    private boolean isOfTheFile(String comment) {
        boolean[] directive = {false};
        SourceLocation anywhere = SourceLocation.of(resource.location());
        Directive.read(comment, anywhere, true, found -> directive[0] = true, problem -> {});
        return directive[0]
                || section.directive().isEmpty()
                        && SqlScript.headerName(comment).isPresent();
    }

    /** The piece, less a byte order mark and the rest of a line that is left out. */
    private void write(SqlLexer lexer) throws IOException {
        int from = lexer.pieceStart();
        int to = lexer.pieceEnd();
        byte[] bytes = lexer.buffer();
        if (lexer.offset() == 0 && to - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB) {
            from += 3;
        }
        if (leftOut && from < to && bytes[from] == '\n') {
            from++;
        }
        leftOut = false;
        if (from < to) {
            out.write(bytes, from, to - from);
            lineEnded = bytes[to - 1] == '\n';
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        lineEnded = text.endsWith("\n");
    }

    private void endLine() throws IOException {
        if (!lineEnded) {
            write("\n");
        }
    }
}
