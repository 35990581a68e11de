package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvironmentChoiceTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MigrettiProperties.class)
    static class OnlyProperties {}

    private final ApplicationContextRunner settings = new ApplicationContextRunner()
            .withUserConfiguration(OnlyProperties.class)
            .withPropertyValues(
                    "migretti.lock-id=1",
                    "migretti.locations=classpath:a,classpath:b",
                    "migretti.envs.us-east.lock-id=2",
                    "migretti.envs.us-east.locations=classpath:c",
                    "migretti.envs.production.schema=shop",
                    "migretti.envs.production.lock-timeout=7s",
                    "migretti.envs.staging.lock-id=3",
                    "migretti.envs[eu_west].table=eu");

    private static EnvironmentChoice choice(ApplicationContextRunner runner) {
        EnvironmentChoice[] choice = new EnvironmentChoice[1];
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            choice[0] = EnvironmentChoice.of(Instance.SINGLE, context.getEnvironment());
        });
        return choice[0];
    }

    private static void refused(ApplicationContextRunner runner, String what, String next) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            try {
                EnvironmentChoice.of(Instance.SINGLE, context.getEnvironment());
            } catch (MigrettiConfigurationException e) {
                FailureAnalysis analysis = Applications.analysis(e);
                assertThat(analysis.getDescription()).isEqualTo(what);
                assertThat(analysis.getAction()).isEqualTo(next);
                assertThat(e.getExitCode()).isEqualTo(78);
                return;
            }
            throw new AssertionError("not refused");
        });
    }

    @Test
    void withoutAProfileTheBaseSettingsApply() {
        EnvironmentChoice choice = choice(settings);
        assertThat(choice.name()).isEqualTo("default");
        assertThat(choice.settings().getLockId()).isEqualTo(1);
        assertThat(choice.settings().getLocations()).containsExactly("classpath:a", "classpath:b");
        assertThat(choice.settings().getTable()).isEqualTo("_migrations");
        assertThat(choice.settings().getSchema()).isNull();
    }

    @Test
    void theEntryOfAnActiveProfileOverridesWhatItSets() {
        EnvironmentChoice choice = choice(settings.withPropertyValues("spring.profiles.active=cloud,us-east"));
        assertThat(choice.name()).isEqualTo("us-east");
        assertThat(choice.settings().getLockId()).isEqualTo(2);
        assertThat(choice.settings().getLocations()).containsExactly("classpath:c");
        assertThat(choice.settings().getTable()).isEqualTo("_migrations");
    }

    @Test
    void severalEntriesApplyInOrder() {
        EnvironmentChoice choice =
                choice(settings.withPropertyValues("spring.profiles.active=us-east,production,eu_west"));
        assertThat(choice.name()).isEqualTo("us-east, production, eu_west");
        assertThat(choice.settings().getLockId()).isEqualTo(2);
        assertThat(choice.settings().getSchema()).isEqualTo("shop");
        assertThat(choice.settings().getTable()).isEqualTo("eu");
        assertThat(choice.settings().getLockTimeout()).hasSeconds(7);
    }

    @Test
    void twoThatBothDecideWhereAreRefused() {
        refused(
                settings.withPropertyValues("spring.profiles.active=us-east,staging"),
                "The active profiles us-east and staging each set `lock-id` under `migretti.envs`, so that it is"
                        + " ambiguous what to migrate.",
                "Set `migretti.env` to the one that is meant, or activate only one of these profiles.");
        refused(
                settings.withPropertyValues(
                        "spring.profiles.active=production,eu_west", "migretti.envs[eu_west].schema=eu"),
                "The active profiles production and eu_west each set `schema` under `migretti.envs`, so that it is"
                        + " ambiguous what to migrate.",
                "Set `migretti.env` to the one that is meant, or activate only one of these profiles.");
        refused(
                settings.withPropertyValues(
                        "spring.profiles.active=production,eu_west", "migretti.envs.production.table=a"),
                "The active profiles production and eu_west each set `table` under `migretti.envs`, so that it is"
                        + " ambiguous what to migrate.",
                "Set `migretti.env` to the one that is meant, or activate only one of these profiles.");
        refused(
                settings.withPropertyValues(
                        "spring.profiles.active=us-east,production", "migretti.envs.production.locations=classpath:d"),
                "The active profiles us-east and production each set `locations` under `migretti.envs`, so that it is"
                        + " ambiguous what to migrate.",
                "Set `migretti.env` to the one that is meant, or activate only one of these profiles.");
    }

    @Test
    void anExplicitChoiceSettlesItWhateverTheProfiles() {
        EnvironmentChoice choice =
                choice(settings.withPropertyValues("spring.profiles.active=us-east,staging", "migretti.env=staging"));
        assertThat(choice.name()).isEqualTo("staging");
        assertThat(choice.settings().getLockId()).isEqualTo(3);
        assertThat(choice.settings().getLocations()).containsExactly("classpath:a", "classpath:b");
    }

    @Test
    void choosingOneThatIsNotDefinedIsRefused() {
        refused(
                settings.withPropertyValues("migretti.env=prod"),
                "`migretti.env` is `prod`, and `migretti.envs` does not define it; it defines eu_west, production,"
                        + " staging, us-east.",
                "Set `migretti.env` to one that is defined, define it there, or leave `migretti.env` out.");
        refused(
                new ApplicationContextRunner()
                        .withUserConfiguration(OnlyProperties.class)
                        .withPropertyValues("migretti.env="),
                "`migretti.env` is ``, and `migretti.envs` does not define it; it defines none.",
                "Set `migretti.env` to one that is defined, define it there, or leave `migretti.env` out.");
    }

    @Test
    void anEnvironmentVariableReachesAProfileWithAHyphen() {
        ApplicationContextRunner withVariables = settings.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("MIGRETTI_ENVS_USEAST_LOCKID", "42", "MIGRETTI_ENVS_APSOUTH_SCHEMA", "asia"))));
        assertThat(choice(withVariables.withPropertyValues("spring.profiles.active=us-east"))
                        .settings()
                        .getLockId())
                .isEqualTo(42);
        EnvironmentChoice onlyThere = choice(withVariables.withPropertyValues("spring.profiles.active=ap-south"));
        assertThat(onlyThere.name()).isEqualTo("ap-south");
        assertThat(onlyThere.settings().getSchema()).isEqualTo("asia");
        refused(
                withVariables.withPropertyValues("migretti.env=prod"),
                "`migretti.env` is `prod`, and `migretti.envs` does not define it; it defines apsouth, eu_west,"
                        + " production, staging, us-east.",
                "Set `migretti.env` to one that is defined, define it there, or leave `migretti.env` out.");
    }

    @Test
    void theEntryOfTheProfileThatSpringAssumesCountsToo() {
        assertThat(choice(settings.withPropertyValues("migretti.envs.default.lock-id=9"))
                        .settings()
                        .getLockId())
                .isEqualTo(9);
    }

    @PostgresTest
    @Test
    void theEngineIsToldWhichOne(TestDatabase database) {
        Applications.on(database)
                .withPropertyValues(
                        "spring.profiles.active=eu", "migretti.envs.eu.lock-id=7", "migretti.envs.eu.schema=eu")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    io.migretti.Migretti migretti = context.getBean(io.migretti.Migretti.class);
                    assertThat(migretti.environment()).isEqualTo("eu");
                    assertThat(migretti.lockId()).isEqualTo(7);
                    assertThat(migretti.status().schema()).isEqualTo("eu");
                });
    }
}
