package io.migretti.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process {@code mg}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Converters that no option of ours needs, and that picocli would look up by reflection each time.
        System.setProperty("picocli.converters.excludes", "java.sql.*,java.time.*");
        Logging.choose();
        // UTF-8 whatever the locale: documents have to be, and a log with half of its letters helps nobody.
        Written written = new Written(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                System.in,
                out,
                err,
                Terminal.ofProcess(),
                System.getenv(),
                Path.of(""),
                Path.of(System.getProperty("user.home", "")));
        int exit = new CommandLines(surroundings).run(arguments);
        out.flush();
        written.failure().ifPresent(failure -> err.print("Error: The result could not be written: " + failure + ".\n"));
        // Whatever else the code would say: a difference, say, that nobody could be shown.
        boolean lost = written.failure().isPresent() || out.checkError() && exit == Exit.DONE;
        System.exit(lost ? Exit.FAILED : exit);
    }
}
