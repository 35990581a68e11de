package io.migretti.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.Migretti;
import io.migretti.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Tag("postgres")
class EmbeddedDatabaseTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAUrlTheServiceBringsItsOwnServerAndKeepsTheData() {
        String url;
        try (ConfigurableApplicationContext first = start()) {
            url = first.getBean(EmbeddedServer.class).jdbcUrl("book_shop");
            first.getBean(OrderStore.class).place(new NewOrder("Edsger", List.of(new NewOrder.Line(1L, 1))));
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("refused");

        try (ConfigurableApplicationContext second = start()) {
            assertThat(second.getBean(OrderStore.class).summaries())
                    .extracting(Order.Summary::customer)
                    .containsExactly("Ada", "Grace", "Edsger");
        }
    }

    @Test
    void productionHasALockOfItsOwn() {
        try (ConfigurableApplicationContext production =
                start("--spring.profiles.active=production", "--migretti.confirm-production=true")) {
            assertThat(production.getBean(Migretti.class).lockId()).isEqualTo(20260112);
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(SampleApplication.class).web(WebApplicationType.NONE);
        return application.run(
                Stream.concat(Stream.of("--sample.postgres.directory=" + directory), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
