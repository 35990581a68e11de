package io.migretti.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The outline of an SQL file: its directives, its sections and everything that is wrong with its text. Holds no
 * statement, so that a file may be larger than the memory: {@link StatementReader} reads them again when they run.
 *
 * @param file where it lies, for messages
 * @param headers what {@code -- id:} and {@code -- migration:} say before the first section, by name
 * @param directives in the order of the file
 * @param sections in the order of the file; the first is what stands before any section directive
 * @param problems in the order of the file
 */
public record SqlScript(
        String file,
        Map<String, Header> headers,
        List<Directive> directives,
        List<Section> sections,
        List<Problem> problems) {

    /** A {@code -- name: value} comment at the top of the file. */
    public record Header(String value, SourceLocation location) {}

    /**
     * A run of statements.
     *
     * @param directive what it starts with; empty for what stands before the first section
     * @param offset bytes before it in the text with LF line ends
     * @param line its first line, 1-based
     * @param statements how many
     * @param notable the first statement, and each that may not run everywhere
     */
    public record Section(Optional<Directive> directive, long offset, int line, int statements, List<Notable> notable) {

        public Section {
            notable = List.copyOf(notable);
        }

        /**
         * Writes the section's text as it stands in the file, with LF line ends, so that other statements may follow it:
         * a last statement gets its semicolon and COPY data their end. Left out are directives and the headers {@code id}
         * and {@code migration}, which are the file's.
         *
         * @param resource the file that this is a section of
         * @throws StatementReader.ChangedFileException if it no longer is
         */
        public void copyTo(OutputStream out, SqlResource resource) throws IOException {
            new SectionCopy(this, resource, out).run();
        }
    }

    /** A statement that decides about how its section may run, with the start of its text. */
    public record Notable(StatementKind kind, SourceLocation location, String start) {}

    public SqlScript {
        headers = Map.copyOf(headers);
        directives = List.copyOf(directives);
        sections = List.copyOf(sections);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file to its end, holding no more of it in memory than its longest statement, and closes it.
     *
     * @throws IOException if it cannot be read
     */
    public static SqlScript parse(SqlResource resource) throws IOException {
        try (InputStream in = resource.openNormalized()) {
            return new Parser(resource.location(), in).parse();
        }
    }

    /** The section that a directive begins, if the file has it. */
    public Optional<Section> section(Directive.Name name) {
        return sections.stream()
                .filter(section ->
                        section.directive().filter(d -> d.name() == name).isPresent())
                .findFirst();
    }

    /** What a comment before the first section tells about the file, if it does. */
    static Optional<String> headerName(String comment) {
        return Stream.of("id", "migration")
                .filter(name -> comment.startsWith("-- " + name + ":"))
                .findFirst();
    }

    private static final class Parser {

        /** As many bytes of a statement are looked at for the start that a message shows. */
        private static final int START_BYTES = 1024;

        private final String file;
        private final SqlLexer lexer;
        private final Map<String, Header> headers = new TreeMap<>();
        private final List<Directive> directives = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        private Optional<Directive> directive = Optional.empty();
        private long sectionOffset;
        private int sectionLine = 1;
        private int statements;
        private List<Notable> notable = new ArrayList<>();
        private Optional<SourceLocation> directiveInData = Optional.empty();

        Parser(String file, InputStream in) {
            this.file = file;
            this.lexer = new SqlLexer(in);
        }

        SqlScript parse() throws IOException {
            while (lexer.advance()) {
                switch (lexer.kind()) {
                    case COMMENT_LINE -> commentLine();
                    case STATEMENT -> statement();
                    case COPY_DATA -> copyData();
                    case COPY_END -> directiveInData = Optional.empty();
                    case UNKNOWN_META_COMMAND ->
                        error(
                                here(),
                                "`" + start() + "` is a command for psql, not SQL",
                                "take it out; of psql's commands only \\restrict and \\unrestrict are skipped");
                    case BROKEN -> broken();
                    case BETWEEN, META_COMMAND -> {}
                }
                for (SqlLexer.Comment inner : lexer.comments()) {
                    directive(inner.text(), new SourceLocation(file, inner.line(), inner.column()), inner.alone());
                }
            }
            directiveInData.ifPresent(at -> error(
                    at,
                    "this directive stands in the data of a COPY that has no end",
                    "end the data before it with a line that holds only `\\.`"));
            endSection();
            problems.sort(Comparator.comparing(Problem::location));
            return new SqlScript(file, headers, directives, sections, problems);
        }

        private SourceLocation here() {
            return new SourceLocation(file, lexer.line(), lexer.column());
        }

        private void error(SourceLocation at, String what, String next) {
            problems.add(Problem.error(at, what, next));
        }

        private void commentLine() {
            if (directive.isEmpty() && statements == 0) {
                header();
            }
            if (Directive.maybe(lexer.buffer(), lexer.pieceStart(), lexer.pieceEnd())) {
                directive(lexer.piece(), here(), true);
            }
        }

        private void header() {
            String text = lexer.piece();
            headerName(text)
                    .ifPresent(name -> headers.putIfAbsent(
                            name, new Header(text.substring(name.length() + 4).strip(), here())));
        }

        private void directive(String comment, SourceLocation at, boolean alone) {
            Directive.read(
                    comment,
                    at,
                    alone,
                    found -> {
                        directives.add(found);
                        if (found.name() == Directive.Name.UP || found.name() == Directive.Name.DOWN) {
                            startSection(found);
                        }
                    },
                    problems::add);
        }

        private void startSection(Directive found) {
            endSection();
            directive = Optional.of(found);
            sectionOffset = lexer.offset();
            sectionLine = lexer.line();
            lexer.newSession();
            statements = 0;
            notable = new ArrayList<>();
        }

        private void endSection() {
            sections.add(new Section(directive, sectionOffset, sectionLine, statements, notable));
        }

        private void statement() {
            StatementKind kind = lexer.statementKind();
            boolean decides = kind != StatementKind.ORDINARY && kind != StatementKind.COPY_FROM_STDIN;
            if (statements++ == 0 || decides) {
                notable.add(new Notable(kind, here(), start()));
            }
        }

        /** The first words of the piece, on one line. */
        private String start() {
            return Problem.onOneLine(lexer.textStart(START_BYTES));
        }

        private void copyData() {
            if (directiveInData.isPresent()) {
                return;
            }
            byte[] bytes = lexer.buffer();
            int line = lexer.line();
            boolean lineStarts = true;
            for (int i = lexer.pieceStart(); i < lexer.pieceEnd(); i++) {
                if (lineStarts && Directive.startsLikeOne(bytes, i, lexer.pieceEnd())) {
                    directiveInData = Optional.of(new SourceLocation(file, line, 1));
                    return;
                }
                lineStarts = bytes[i] == '\n';
                if (lineStarts) {
                    line++;
                }
            }
        }

        private void broken() {
            SqlLexer.Complaint complaint = lexer.complaint();
            error(new SourceLocation(file, complaint.line(), complaint.column()), complaint.what(), complaint.next());
        }
    }
}
