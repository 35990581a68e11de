package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.Workspace;
import io.migretti.cli.config.Configuration;
import io.migretti.cli.config.ConfigurationException;
import io.migretti.cli.config.ConfigurationSources;
import io.migretti.cli.config.DatabaseConnection;
import io.migretti.cli.config.EngineSettings;
import io.migretti.migration.MigrationSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one command: what it was told, and what it may use. What is not needed is not read. */
final class Invocation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

    private final Mg mg;
    private final Surroundings surroundings;
    private final Screen screen;
    private final Path directory;
    private @Nullable Configuration configuration;
    private @Nullable Database database;
    private final List<Interruption> interruptions = new ArrayList<>();
    private @Nullable Progress progress;
    private boolean written;

    Invocation(Mg mg, Surroundings surroundings, Screen screen) {
        this.mg = mg;
        this.surroundings = surroundings;
        this.screen = screen;
        this.directory = surroundings.directory().resolve(mg.directory().orElse(Path.of("")));
    }

    Given given() {
        return mg.given();
    }

    /** Whatever else a command can print, a document is called the same. */
    boolean wantsDocument() {
        return given().<Object>value(Arguments.OUTPUT)
                .filter(form -> form.toString().equals(Output.JSON.toString()))
                .isPresent();
    }

    /** A path that was given: relative to the directory of everything else. */
    Path resolve(Path path) {
        return directory.resolve(path);
    }

    Workspace workspace() {
        return Workspace.in(directory);
    }

    Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            known = told(Configuration.load(sources()));
            configuration = known;
        }
        return known;
    }

    private ConfigurationSources sources() {
        if (!Files.isDirectory(directory)) {
            throw new CommandException(
                    "There is no directory " + directory + ", which --directory names",
                    "name one that is there, or begin it with `mg init --directory " + directory + "`");
        }
        return new ConfigurationSources(
                directory, mg.config(), mg.environment(), surroundings.variables(), surroundings.home());
    }

    private static Configuration told(Configuration configuration) {
        configuration.warnings().forEach(warning -> LOG.warn("{}", warning));
        return configuration;
    }

    /** What the environment says beside its database, which is not needed for it. */
    EngineSettings engineSettings() {
        return Configuration.engineSettings(sources());
    }

    /** @param where names the URL in messages */
    DatabaseConnection connection(String where, String url) {
        return Configuration.connection(where, url, sources(), warning -> LOG.warn("{}", warning));
    }

    /** Of an environment of the file, whichever is chosen. */
    DatabaseConnection connectionOf(String environment) {
        return told(Configuration.ofEnvironment(environment, sources())).database();
    }

    /** Of the environment, where no other database is at hand. */
    DatabaseConnection configuredConnection(String without, String next) {
        try {
            return configuration().database();
        } catch (ConfigurationException e) {
            throw new CommandException(without + "; nor does the configuration: " + e.what(), next, e);
        }
    }

    /** Opened, and ended by Ctrl-C as that of the engine is. */
    Database open(DatabaseConnection connection) {
        Database opened = new Database(connection);
        interruptions.add(Interruption.over(opened));
        return opened;
    }

    /** For commands that only read. */
    Migretti engine() {
        return engine(builder -> {});
    }

    Migretti engine(Consumer<MigrettiBuilder> more) {
        Configuration configuration = configuration();
        Workspace workspace = workspace();
        if (!Files.isDirectory(workspace.migrations())) {
            throw new CommandException(
                    "There is no directory " + workspace.migrations(),
                    "`mg init` makes it; or say with --directory where it is");
        }
        MigrettiBuilder builder = Migretti.on(database(configuration))
                .from(MigrationSource.directory(workspace.migrations()))
                .seeds(MigrationSource.directory(workspace.seeds()))
                .environment(configuration.environment())
                .lockId(configuration.lockId());
        set(builder, configuration.settings());
        if (surroundings.terminal().canShowProgress()) {
            builder.listener(progress());
        }
        more.accept(builder);
        return builder.build();
    }

    /** Without references to methods: each is linked before it is known that there is nothing to call it with. */
    private static void set(MigrettiBuilder builder, EngineSettings settings) {
        if (settings.schema().isPresent()) {
            builder.schema(settings.schema().get());
        }
        if (settings.table().isPresent()) {
            builder.table(settings.table().get());
        }
        if (settings.lockTimeout().isPresent()) {
            builder.lockTimeout(settings.lockTimeout().get());
        }
        if (settings.lockScope().isPresent()) {
            builder.lockScope(settings.lockScope().get());
        }
        if (settings.statementLockTimeout().isPresent()) {
            builder.statementLockTimeout(settings.statementLockTimeout().get());
        }
        if (settings.statementTimeout().isPresent()) {
            builder.statementTimeout(settings.statementTimeout().get());
        }
    }

    private Database database(Configuration configuration) {
        Database known = database;
        if (known == null) {
            known = new Database(configuration.database());
            database = known;
            interruptions.add(Interruption.over(known));
        }
        return known;
    }

    private Progress progress() {
        Progress known = progress;
        if (known == null) {
            known = new Progress(screen);
            progress = known;
        }
        return known;
    }

    boolean coloredOut() {
        return mg.color().on(surroundings.terminal().out(), surroundings.variables());
    }

    Terminal terminal() {
        return surroundings.terminal();
    }

    /** The result, in the form that is wanted. */
    void result(Json.Fields document, Runnable text) {
        if (wantsDocument()) {
            print(Json.document(document));
        } else {
            text.run();
        }
    }

    /** A line of the result. */
    void print(String line) {
        hideProgress();
        written = true;
        surroundings.out().print(line.endsWith("\n") ? line : line + "\n");
        surroundings.out().flush();
    }

    /** The result as it is, into the file that {@code -o} names if one is named. */
    void write(String text) {
        Optional<Path> file = given().value(DiffFlags.FILE);
        if (file.isEmpty()) {
            if (!text.isEmpty()) {
                print(text);
            }
            return;
        }
        try {
            Files.writeString(resolve(file.get()), text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
        } catch (IOException e) {
            throw new CommandException(
                    "The result could not be written to " + file.get() + ": " + words(e),
                    "name a file that can be written, in a directory that is there",
                    e);
        }
    }

    /** The message of most exceptions of the file system is but the file's name. */
    private static String words(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such directory";
        } else if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        return failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(failure.getMessage());
    }

    /** Tells of a refusal beside whatever the result is. */
    void report(CommandException refusal) {
        CommandLines.report(refusal.what(), List.of(refusal.next()), refusal);
    }

    /** Somebody may be reading a document, which then says what the error stream says to people. */
    void failed(String what, List<String> next) {
        if (wantsDocument() && !written) {
            print(Json.document(json -> Documents.error(json, Optional.of(what), next)));
        }
    }

    /** Asks on the terminal. Everything but {@code y} and {@code yes} means no. */
    boolean confirmed(String question) {
        hideProgress();
        BooleanSupplier asking = () -> new Question(surroundings.in(), screen).ask(question);
        BooleanSupplier quiet = asking;
        for (Interruption each : interruptions) {
            BooleanSupplier inner = quiet;
            quiet = () -> each.whileNothingRuns(inner);
        }
        return quiet.getAsBoolean();
    }

    /** A line beside the result. */
    void tell(String line) {
        LOG.info("{}", line);
    }

    boolean isInterrupted() {
        return interruptions.stream().anyMatch(Interruption::hasCome);
    }

    private void hideProgress() {
        Progress known = progress;
        if (known != null) {
            known.hide();
        }
    }

    @Override
    public void close() {
        Progress shown = progress;
        if (shown != null) {
            shown.close();
        }
        interruptions.forEach(Interruption::end);
    }
}
