package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.Workspace;
import io.migretti.cli.config.Configuration;
import io.migretti.cli.config.ConfigurationSources;
import io.migretti.migration.MigrationSource;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private @Nullable Interruption interruption;
    private @Nullable Progress progress;
    private boolean written;

    Invocation(Mg mg, Surroundings surroundings, Screen screen) {
        this.mg = mg;
        this.surroundings = surroundings;
        this.screen = screen;
        this.directory = mg.directory().map(surroundings.directory()::resolve).orElse(surroundings.directory());
    }

    Given given() {
        return mg.given();
    }

    private Output output() {
        return given().<Output>value(Arguments.OUTPUT).orElse(Output.TABLE);
    }

    Workspace workspace() {
        return Workspace.in(directory);
    }

    Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            if (!Files.isDirectory(directory)) {
                throw new CommandException(
                        "There is no directory " + directory + ", which --directory names",
                        "name one that is there, or begin it with `mg init --directory " + directory + "`");
            }
            known = Configuration.load(new ConfigurationSources(
                    directory, mg.config(), mg.environment(), surroundings.variables(), surroundings.home()));
            configuration = known;
            known.warnings().forEach(warning -> LOG.warn("{}", warning));
        }
        return known;
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
        configuration.settings().schema().ifPresent(builder::schema);
        configuration.settings().table().ifPresent(builder::table);
        configuration.settings().lockTimeout().ifPresent(builder::lockTimeout);
        configuration.settings().lockScope().ifPresent(builder::lockScope);
        configuration.settings().statementLockTimeout().ifPresent(builder::statementLockTimeout);
        configuration.settings().statementTimeout().ifPresent(builder::statementTimeout);
        if (surroundings.terminal().canShowProgress()) {
            builder.listener(progress());
        }
        more.accept(builder);
        return builder.build();
    }

    private Database database(Configuration configuration) {
        Database known = database;
        if (known == null) {
            known = new Database(configuration.database());
            database = known;
            interruption = Interruption.over(known);
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
        if (output() == Output.JSON) {
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

    /** Somebody may be reading a document, which then says what the error stream says to people. */
    void failed(String what, List<String> next) {
        if (output() == Output.JSON && !written) {
            print(Json.document(json -> Documents.error(json, Optional.of(what), next)));
        }
    }

    /** Asks on the terminal. Everything but {@code y} and {@code yes} means no. */
    boolean confirmed(String question) {
        hideProgress();
        BooleanSupplier asking = () -> new Question(surroundings.in(), screen).ask(question);
        Interruption known = interruption;
        return known == null ? asking.getAsBoolean() : known.whileNothingRuns(asking);
    }

    /** A line beside the result. */
    void tell(String line) {
        LOG.info("{}", line);
    }

    boolean isInterrupted() {
        Interruption known = interruption;
        return known != null && known.hasCome();
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
        Interruption known = interruption;
        if (known != null) {
            known.end();
        }
    }
}
