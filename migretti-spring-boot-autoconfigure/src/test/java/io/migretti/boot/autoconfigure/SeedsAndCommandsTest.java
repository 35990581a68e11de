package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.exitCode;
import static io.migretti.boot.autoconfigure.Applications.query;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.CommandHook;
import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Seeds after the migrations, and shell commands around them. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class SeedsAndCommandsTest {

    private final TestDatabase database;
    private final ApplicationContextRunner application;

    SeedsAndCommandsTest(TestDatabase database) {
        this.database = database;
        this.application = Applications.on(database);
    }

    @Test
    void aCommandHasAsLongAsTheEngineGivesIt() {
        assertThat(new MigrettiSettings().getHooks().getTimeout()).isEqualTo(CommandHook.DEFAULT_TIMEOUT);
    }

    @Test
    void seedsRunAfterTheMigrationsThoseOfTheEnvironmentLast() {
        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(query(database, "SELECT title FROM books")).isEmpty();
        application
                .withPropertyValues("migretti.seed=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(query(database, "SELECT title FROM books ORDER BY id")).containsExactly("SICP");
    }

    @Test
    void anEnvironmentHasSeedsOfItsOwn() {
        application
                .withPropertyValues(
                        "spring.profiles.active=dev",
                        "migretti.envs.dev.seed=true",
                        "migretti.envs.dev.seed-locations=classpath*:seeds")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(query(database, "SELECT title FROM books ORDER BY id")).containsExactly("SICP", "TAOCP");
    }

    @Test
    void severalActiveProfilesLeaveOutTheSeedsOfNone() {
        application
                .withPropertyValues(
                        "spring.profiles.active=local,dev",
                        "migretti.envs.local.lock.timeout=1m",
                        "migretti.envs.dev.seed=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(query(database, "SELECT title FROM books ORDER BY id")).containsExactly("SICP", "TAOCP");
    }

    @Test
    void aPlaceForSeedsThatDoesNotExistIsRefused() {
        application
                .withPropertyValues("migretti.seed=true", "migretti.seed-locations=classpath:nowhere")
                .run(context -> {
                    assertThat(analysis(context.getStartupFailure()).getDescription())
                            .isEqualTo(
                                    "There is a problem with the files\n  classpath:nowhere: there is no such place\n"
                                            + "      create it, or set the location of the seeds to theirs");
                    assertThat(exitCode(context.getStartupFailure())).isEqualTo(65);
                });
        application
                .withPropertyValues("migretti.seed-locations=seeds")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("`seeds` in `migretti.seed-locations` is not a place for seeds."));
        application
                .withPropertyValues("migretti.seed=true", "migretti.seed-locations=")
                .run(context -> {
                    assertThat(analysis(context.getStartupFailure()).getDescription())
                            .isEqualTo("Seeds are asked for, and `migretti.seed-locations` is empty.");
                    assertThat(exitCode(context.getStartupFailure())).isEqualTo(78);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngine {
        @Bean
        Migretti mine(DataSource dataSource) {
            return Migretti.on(dataSource).from("classpath:migrations").build();
        }
    }

    @Test
    void anEngineOfTheApplicationThatHasNoSeedsIsExplained() {
        application
                .withUserConfiguration(OwnEngine.class)
                .withPropertyValues("migretti.seed=true")
                .run(context -> {
                    assertThat(analysis(context.getStartupFailure()).getDescription())
                            .isEqualTo("`migretti.seed` is on, and the engine cannot seed: say where the seeds are:"
                                    + " seeds(\"classpath:seeds\").");
                    assertThat(analysis(context.getStartupFailure()).getAction())
                            .isEqualTo(
                                    "Let the application's own Migretti bean say it, or set `migretti.seed` to false.");
                });
    }

    @Test
    void commandsRunAroundTheMigrationsAndKnowWhatIsGoingOn(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        Path file = folder.resolve("said");
        ApplicationContextRunner runner = application.withPropertyValues(
                "migretti.hooks.pre-apply=echo before $MG_ENV $MG_OPERATION $MG_PENDING | tee -a " + file,
                "migretti.hooks.post-apply=echo after $MG_ENV $MG_OPERATION $MG_PENDING >> " + file,
                "migretti.hooks.pre-rollback=echo back $MG_OPERATION $MG_PENDING >> " + file,
                "migretti.hooks.post-rollback=echo done >> " + file);
        runner.run(context -> assertThat(context).hasNotFailed());
        runner.run(context -> assertThat(context).hasNotFailed());
        assertThat(Files.readAllLines(file)).containsExactly("before default apply 2", "after default apply 2");
        assertThat(output).contains("pre-apply: before default apply 2");
    }

    @Test
    void aCommandThatFailsStopsTheStartBeforeAnythingIsChanged() {
        application
                .withPropertyValues("migretti.hooks.pre-apply=echo no backup; exit 3 # secret")
                .run(context -> {
                    assertThat(analysis(context.getStartupFailure()).getDescription())
                            .isEqualTo("Nothing was executed, a migration hook stopped the run: The pre-apply command"
                                    + " ended with exit code 3. Its last words:\n  no backup");
                    assertThat(analysis(context.getStartupFailure()).getAction())
                            .isEqualTo("Settle what it complains about and start again.");
                    assertThat(exitCode(context.getStartupFailure())).isEqualTo(70);
                });
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void aCommandThatFailsAfterwardsStopsTheStartAndWhatIsAppliedStays() {
        application
                .withPropertyValues("migretti.hooks.post-apply=exit 4")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("2 migrations were applied and stay so, but a migration hook failed afterwards: The"
                                + " post-apply command ended with exit code 4."));
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void aCommandThatCannotBeOneIsRefused() {
        application
                .withPropertyValues("migretti.hooks.pre-apply=")
                .run(
                        context -> assertThat(
                                        analysis(context.getStartupFailure()).getDescription())
                                .isEqualTo(
                                        "`migretti.hooks.pre-apply` cannot be used: the command of the pre-apply hook is empty."));
        application
                .withPropertyValues("migretti.hooks.pre-apply=true", "migretti.hooks.timeout=0s")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("`migretti.hooks.timeout` cannot be used: it must be at least 1 ms, and is PT0S."));
        application
                .withPropertyValues("migretti.hooks.timeout=-1s")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("`migretti.hooks.timeout` cannot be used: it must be at least 1 ms, and is PT-1S."));
    }
}
