package io.migretti.cli.config;

import io.migretti.Migretti;
import io.migretti.script.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything that was said about one environment, the strongest source first.
 *
 * @param file the file that was read, if there is one
 * @param environment {@code default} unless another is chosen
 * @param lockId the key of the advisory lock
 * @param warnings what the user should know of, such as a variable that overrides a chosen environment
 */
public record Configuration(
        Optional<Path> file,
        String environment,
        DatabaseConnection database,
        long lockId,
        Hooks hooks,
        EngineSettings settings,
        List<String> warnings) {

    private static final String FILE = "mg.yaml";
    private static final String DEFAULT = "default";
    private static final String ENVIRONMENT = "MG_ENV";
    private static final String LOCK_ID = "MG_LOCK_ID";

    public Configuration {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the file, {@code .env} and the variables. Connects to nothing. Values that the chosen environment does not use
     * are checked as far as they can be without variables, which need not be set for them.
     *
     * @throws ConfigurationException if something in them cannot be used
     */
    public static Configuration load(ConfigurationSources sources) {
        return new Loading(sources, new Variables(DotEnv.beneath(sources.variables(), sources.directory()))).load();
    }

    /**
     * What an environment of the file says, past {@code MG_DATABASE_URL} and {@code MG_DB_…}: whoever names two
     * environments means two databases.
     *
     * @throws ConfigurationException as {@link #load} does
     */
    public static Configuration ofEnvironment(String name, ConfigurationSources sources) {
        Map<String, String> variables = new HashMap<>(DotEnv.beneath(sources.variables(), sources.directory()));
        variables.keySet().removeAll(DatabaseChoice.OVERRIDES);
        return new Loading(
                        new ConfigurationSources(
                                sources.directory(), sources.file(), Optional.of(name), variables, sources.home()),
                        new Variables(variables))
                .load();
    }

    /**
     * A database that is named by its URL alone; libpq's variables and password file fill what it leaves open.
     *
     * @param where names the URL in messages, which never repeat it
     * @throws ConfigurationException if it cannot be used
     */
    public static DatabaseConnection connection(
            String where, String url, ConfigurationSources sources, Consumer<String> warnings) {
        Variables variables = new Variables(DotEnv.beneath(sources.variables(), sources.directory()));
        DatabaseChoice database = new DatabaseChoice(variables, problem -> {});
        database.read(new Said(url, where));
        return database.connection(sources.home(), warnings);
    }

    /**
     * What the environment says about the engine, whichever database is meant.
     *
     * @throws ConfigurationException as {@link #load} does, but of the database
     */
    public static EngineSettings engineSettings(ConfigurationSources sources) {
        return new Loading(sources, new Variables(DotEnv.beneath(sources.variables(), sources.directory()))).engine();
    }

    /** One load. */
    private static final class Loading {

        private final ConfigurationSources sources;
        private final Variables variables;
        private final Optional<Path> path;
        private final String name;
        private final Layer top;
        private final Map<String, Layer> environments;
        private final List<Problem> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Loading(ConfigurationSources sources, Variables variables) {
            this.sources = sources;
            this.variables = variables;
            path = path(sources);
            name = sources.file().map(Path::toString).orElse(FILE);
            Optional<MgYaml> yaml = path.map(file -> MgYaml.parse(name, TextFile.read(file, name)));
            top = yaml.map(MgYaml::top).orElse(Layer.EMPTY);
            environments = yaml.map(MgYaml::environments).orElse(Map.of());
        }

        private static Optional<Path> path(ConfigurationSources sources) {
            Path file = sources.directory().resolve(sources.file().orElse(Path.of(FILE)));
            if (Files.exists(file)) {
                return Optional.of(file);
            }
            if (sources.file().isPresent()) {
                throw new ConfigurationException(
                        "There is no file " + sources.file().get() + ", which --config names",
                        "name one that is there, or leave --config out");
            }
            return Optional.empty();
        }

        Configuration load() {
            Optional<Said> chosen = chosen();
            Layer environment = chosen.map(this::defined).orElse(environments.getOrDefault(DEFAULT, Layer.EMPTY));
            checkAll();
            DatabaseChoice database = new DatabaseChoice(variables, problems::add);
            Map<String, Scalar> hooks = Layer.over(top.hooks(), environment.hooks());
            Map<String, Scalar> settings = Layer.over(top.settings(), environment.settings());
            database.read(List.of(environment, top));
            long lockId = lockId(settings);
            Hooks commands = new Hooks(
                    hook(hooks, "pre_apply"),
                    hook(hooks, "post_apply"),
                    hook(hooks, "pre_rollback"),
                    hook(hooks, "post_rollback"));
            EngineSettings engine = engine(settings);
            ConfigurationException.throwIfAny(name, problems);
            warnAboutUrl(chosen, environment);
            DatabaseConnection connection = database.connection(sources.home(), warnings::add);
            return new Configuration(
                    path, chosen.map(Said::value).orElse(DEFAULT), connection, lockId, commands, engine, warnings);
        }

        EngineSettings engine() {
            Layer environment = chosen().map(this::defined).orElse(environments.getOrDefault(DEFAULT, Layer.EMPTY));
            checkAll();
            EngineSettings engine = engine(Layer.over(top.settings(), environment.settings()));
            ConfigurationException.throwIfAny(name, problems);
            return engine;
        }

        private Optional<Said> chosen() {
            return sources.environment().map(env -> new Said(env, "--env")).or(() -> variables.override(ENVIRONMENT));
        }

        private EngineSettings engine(Map<String, Scalar> settings) {
            return new EngineSettings(
                    setting(settings, "schema", EngineValues::schema),
                    setting(settings, "table", EngineValues::table),
                    setting(settings, "lock.timeout", EngineValues::time),
                    setting(settings, "lock.scope", EngineValues::scope),
                    setting(settings, "lock_timeout", EngineValues::time),
                    setting(settings, "statement_timeout", EngineValues::time));
        }

        private Layer defined(Said environment) {
            Layer layer = environments.get(environment.value());
            if (layer != null) {
                return layer;
            }
            if (environment.value().equals(DEFAULT)) {
                return Layer.EMPTY;
            }
            String of = path.isEmpty()
                    ? ", and there is no " + FILE + " that could define it"
                    : ", which " + name + " does not define; it defines "
                            + (environments.isEmpty() ? "none" : String.join(", ", environments.keySet()));
            throw new ConfigurationException(
                    environment.where() + " names the environment `" + environment.value() + "`" + of,
                    "name one that is defined, or define it under `envs` in " + name + ", where `" + environment.value()
                            + ":` alone is enough");
        }

        /** What is wrong whichever environment is chosen. */
        private void checkAll() {
            List<Layer> layers = new ArrayList<>(List.of(top));
            layers.addAll(environments.values());
            for (Layer layer : layers) {
                layer.database().forEach((key, scalar) -> {
                    if (!scalar.hasVariables()) {
                        DatabaseChoice.problem(key, scalar).ifPresent(this::add);
                    }
                });
                layer.settings().forEach((key, scalar) -> {
                    if (!scalar.hasVariables()) {
                        value(scalar, key, (text, plain) -> {
                            EngineValues.check(key, text, plain);
                            return text;
                        });
                    }
                });
            }
            ConfigurationException.throwIfAny(name, problems);
        }

        private void add(Problem problem) {
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }

        private <T> Optional<T> value(Scalar scalar, String key, BiFunction<String, Boolean, T> reading) {
            int before = problems.size();
            String text = scalar.resolve(variables, this::add).value();
            if (problems.size() > before) {
                return Optional.empty();
            }
            try {
                return Optional.of(reading.apply(text, scalar.plain()));
            } catch (IllegalArgumentException e) {
                add(Problem.error(
                        scalar.location(), "`" + scalar.key() + "` " + e.getMessage(), EngineValues.next(key)));
                return Optional.empty();
            }
        }

        private <T> Optional<T> setting(Map<String, Scalar> settings, String key, Function<String, T> reading) {
            return Optional.ofNullable(settings.get(key))
                    .flatMap(scalar -> value(scalar, key, (text, plain) -> reading.apply(text)));
        }

        private Optional<String> hook(Map<String, Scalar> hooks, String key) {
            return Optional.ofNullable(hooks.get(key))
                    .map(scalar -> scalar.resolve(variables, this::add).value())
                    .filter(command -> !command.isBlank());
        }

        private long lockId(Map<String, Scalar> settings) {
            Optional<Said> override = variables.override(LOCK_ID);
            if (override.isPresent()) {
                try {
                    return EngineValues.lockId(override.get().value());
                } catch (IllegalArgumentException e) {
                    throw new ConfigurationException(LOCK_ID + " " + e.getMessage(), "correct it, or unset it");
                }
            }
            return Optional.ofNullable(settings.get("lock_id"))
                    .flatMap(scalar -> value(scalar, "lock_id", EngineValues::lockId))
                    .orElse(Migretti.DEFAULT_LOCK_ID);
        }

        private void warnAboutUrl(Optional<Said> chosen, Layer environment) {
            boolean says = !environment.database().isEmpty() || !top.database().isEmpty();
            if (chosen.isPresent()
                    && says
                    && variables.override(DatabaseChoice.URL).isPresent()) {
                warnings.add(DatabaseChoice.URL + " is set and decides which database it is, not the environment `"
                        + chosen.get().value() + "` that " + chosen.get().where() + " names");
            }
        }
    }
}
