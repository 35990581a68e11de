package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class AliasesTest {

    /** With the sources in Spring Boot's order: system properties, environment variables, files. */
    private static StandardEnvironment environment(Map<String, Object> variables, Map<String, Object> file) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addLast(new MapPropertySource("application.yaml", file));
        return environment;
    }

    private static EnvironmentChoice choice(Map<String, Object> variables, Map<String, Object> file) {
        return EnvironmentChoice.of(Instance.SINGLE, environment(variables, file));
    }

    private static final Map<String, Object> FILE = Map.of(
            "migretti.lock-id", 1,
            "migretti.url", "jdbc:postgresql://file/x",
            "migretti.username", "file",
            "migretti.password", "of-the-file",
            "migretti.env", "eu",
            "migretti.envs.eu.lock-id", 2,
            "migretti.envs.us.schema", "us");

    @Test
    void withoutThemTheFileDecides() {
        EnvironmentChoice choice = choice(Map.of("MG_LOCK_ID", "", "MG_ENV", " ", "MG_DATABASE_URL", ""), FILE);
        assertThat(choice.name()).isEqualTo("eu");
        assertThat(choice.settings().getLockId()).isEqualTo(2);
        assertThat(choice.settings().getUrl()).isEqualTo("jdbc:postgresql://file/x");
    }

    @Test
    void theyBeatFilesAndWhatFilesSayForTheEnvironment() {
        EnvironmentChoice choice =
                choice(Map.of("MG_LOCK_ID", "-9", "MG_ENV", "us", "MG_DATABASE_URL", "postgresql://alias/y"), FILE);
        assertThat(choice.name()).isEqualTo("us");
        assertThat(choice.settings().getSchema()).isEqualTo("us");
        assertThat(choice.settings().getLockId()).isEqualTo(-9);
        assertThat(choice.settings().getUrl()).isEqualTo("postgresql://alias/y");
        assertThat(choice.settings().getUsername()).isNull();
        assertThat(choice.settings().getPassword()).isNull();
        assertThat(choice(Map.of("MG_LOCK_ID", "-9"), FILE).settings().getLockId())
                .isEqualTo(-9);
    }

    @Test
    void theKeysThemselvesAsVariablesBeatThem() {
        EnvironmentChoice choice = choice(
                Map.of(
                        "MG_LOCK_ID", "-9",
                        "MG_ENV", "us",
                        "MG_DATABASE_URL", "postgresql://alias/y",
                        "MIGRETTI_ENVS_EU_LOCKID", "7",
                        "MIGRETTI_ENV", "eu",
                        "MIGRETTI_URL", "jdbc:postgresql://variable/z"),
                FILE);
        assertThat(choice.name()).isEqualTo("eu");
        assertThat(choice.settings().getLockId()).isEqualTo(7);
        assertThat(choice.settings().getUrl()).isEqualTo("jdbc:postgresql://variable/z");
    }

    @Test
    void aUserGivenAsAVariableGoesWithTheUrlOfAnAlias() {
        EnvironmentChoice choice =
                choice(Map.of("MG_DATABASE_URL", "postgresql://alias/y", "MIGRETTI_USERNAME", "anna"), FILE);
        assertThat(choice.settings().getUsername()).isEqualTo("anna");
        assertThat(choice.settings().getPassword()).isNull();
    }

    @Test
    void theyMeanTheInstanceWithoutAnEntryOnly() {
        Map<String, Object> instances = Map.of("migretti.instances.a.lock-id", 3);
        StandardEnvironment environment = environment(Map.of("MG_LOCK_ID", "9"), instances);
        assertThat(Instance.of(environment)).containsExactly(Instance.SINGLE, new Instance("a"));
        assertThat(EnvironmentChoice.of(new Instance("a"), environment)
                        .settings()
                        .getLockId())
                .isEqualTo(3);
        assertThat(Instance.of(environment(Map.of(), instances))).containsExactly(new Instance("a"));
    }

    private static void refused(Map<String, Object> variables, String what, String next) {
        assertThatThrownBy(() -> choice(variables, FILE)).satisfies(failure -> {
            assertThat(analysis(failure).getDescription()).isEqualTo(what);
            assertThat(analysis(failure).getAction()).isEqualTo(next);
        });
    }

    @Test
    void aMistakeInOneIsNamedByItsOwnName() {
        for (String value : List.of("many", "1.5", "9223372036854775808")) {
            refused(
                    Map.of("MG_LOCK_ID", value),
                    "`MG_LOCK_ID` is `" + value + "`, which is no integer.",
                    "Set it to an integer of at most 64 bits, or leave it out.");
        }
        refused(
                Map.of("MG_ENV", "asia"),
                "`MG_ENV` is `asia`, and `migretti.envs` does not define it; it defines eu, us.",
                "Set `MG_ENV` to one that is defined, define it there, or leave `MG_ENV` out.");
        assertThat(choice(Map.of("MG_DATABASE_URL", "x"), FILE).key("url")).isEqualTo("MG_DATABASE_URL");
    }

    @PostgresTest
    @Test
    void theUrlIsEnoughWithoutADataSource(TestDatabase database) {
        new ApplicationContextRunner()
                .withConfiguration(
                        org.springframework.boot.autoconfigure.AutoConfigurations.of(MigrettiAutoConfiguration.class))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new SystemEnvironmentPropertySource(
                                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                        Map.of("MG_DATABASE_URL", database.url()))))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Applications.applied(database)).containsExactly("01", "02");
    }
}
