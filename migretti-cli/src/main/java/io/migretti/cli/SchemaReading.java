package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.cli.config.DatabaseConnection;
import io.migretti.cli.config.EngineSettings;
import io.migretti.diff.DiffException;
import io.migretti.diff.DiffOptions;
import io.migretti.diff.Proof;
import io.migretti.diff.Schemas;
import io.migretti.diff.ScratchDatabase;
import io.migretti.diff.schema.Schema;
import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads schemas, and makes them first where there is no database that has them. What it makes it drops when it is closed. */
final class SchemaReading implements AutoCloseable {

    private final Invocation mg;
    private final EngineSettings settings;
    private final DiffOptions options;
    private final Optional<DatabaseConnection> scratchServer;
    private final List<ScratchDatabase> made = new ArrayList<>();

    SchemaReading(Invocation mg, EngineSettings settings, DiffOptions options, List<SchemaSource> sources) {
        this.mg = mg;
        this.settings = settings;
        this.options = options;
        this.scratchServer = mg.given()
                .<String>value(DiffFlags.SCRATCH)
                .map(url -> mg.connection(DiffFlags.SCRATCH, url))
                .or(() -> sources.stream()
                        .map(this::connection)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private Optional<DatabaseConnection> connection(SchemaSource source) {
        if (source instanceof SchemaSource.Url url) {
            return Optional.of(mg.connection(url.side(), url.url()));
        } else if (source instanceof SchemaSource.Environment environment) {
            return Optional.of(mg.connectionOf(environment.name()));
        } else if (source instanceof SchemaSource.Configured) {
            return Optional.of(mg.configuration().database());
        }
        return Optional.empty();
    }

    /** @throws CommandException if the schema cannot be read or made */
    Schema read(String side, SchemaSource source) {
        return said(side, () -> {
            if (source instanceof SchemaSource.Migrations migrations) {
                return migrated(mg.resolve(migrations.directory()), migrations.directory());
            } else if (source instanceof SchemaSource.SqlFile file) {
                return executed(file.path());
            }
            return connection(source)
                    .map(connection -> Schemas.read(mg.open(connection), options))
                    .orElseGet(() -> Schemas.empty(options));
        });
    }

    private Schema migrated(Path directory, Path said) {
        if (!Files.isDirectory(directory)) {
            throw new CommandException("There is no directory " + said, "name the one that holds the migrations");
        }
        ScratchDatabase scratch = scratch();
        MigrettiBuilder builder = Migretti.on(scratch.dataSource()).from(MigrationSource.directory(directory));
        settings.schema().ifPresent(builder::schema);
        settings.table().ifPresent(builder::table);
        builder.build().apply();
        return scratch.read(options);
    }

    private Schema executed(Path file) {
        Path resolved = mg.resolve(file);
        ScratchDatabase scratch = scratch();
        scratch.execute(new SqlResource() {
            @Override
            public String location() {
                return file.toString();
            }

            @Override
            public InputStream open() throws java.io.IOException {
                return Files.newInputStream(resolved);
            }
        });
        return scratch.read(options);
    }

    /** @throws CommandException if the statements between the two do not do what they should */
    void prove(Schema from, Schema to) {
        said("", () -> {
            Proof.require(from, to, options, scratch());
            return to;
        });
    }

    private ScratchDatabase scratch() {
        DatabaseConnection server = scratchServer.orElseGet(() -> mg.configuredConnection(
                "Nothing says on which server a scratch database can be made", "name one with --scratch URL"));
        // Not one of those that Ctrl-C cancels: this one drops what was made.
        ScratchDatabase scratch =
                ScratchDatabase.create(new Database(server), name -> mg.open(server.toDatabase(name)));
        made.add(scratch);
        return scratch;
    }

    /** The library's words, with the side that they are about. */
    private static Schema said(String side, Supplier<Schema> reading) {
        try {
            return reading.get();
        } catch (DiffException e) {
            throw new CommandException((side.isEmpty() ? "" : side + ": ") + e.what(), Wording.of(e.next()), e);
        }
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
    }
}
