package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several databases in one application. */
@PostgresTest
class InstancesTest {

    private final TestDatabase database;
    private final TestDatabase archive;
    private final ApplicationContextRunner application;

    InstancesTest(TestDatabase database) {
        this.database = database;
        this.archive = TestServer.shared().newDatabase();
        this.application = Applications.on(database);
    }

    @AfterEach
    void dropTheArchive() {
        archive.close();
    }

    private ApplicationContextRunner two() {
        return application.withPropertyValues(
                "migretti.locations=classpath:migrations",
                "migretti.instances.order-archive.url=" + archive.url(),
                "migretti.instances.order-archive.locations=classpath:more-migrations");
    }

    @Test
    void eachHasItsOwnEngineAndInitializerAndEverythingWaitsForAll() {
        two().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).getBeanNames(Migretti.class).containsExactly("migretti", "orderArchiveMigretti");
            assertThat(context)
                    .getBeanNames(MigrettiInitializer.class)
                    .containsExactly("migrettiInitializer", "orderArchiveMigrettiInitializer");
            assertThat(context.getBean(Migretti.class)).isSameAs(context.getBean("migretti"));
            String template = context.getBeanNamesForType(JdbcTemplate.class)[0];
            assertThat(context.getBeanFactory().getBeanDefinition(template).getDependsOn())
                    .containsExactlyInAnyOrder("migrettiInitializer", "orderArchiveMigrettiInitializer");
        });
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(applied(archive)).containsExactly("03");
    }
}
