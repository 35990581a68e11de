package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;

import io.micrometer.core.instrument.MeterRegistry;
import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiEndpoint;
import io.migretti.embedded.TestServer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Tests that put something of theirs in the engine's place, in an application with everything that asks the engine. */
@Tag("postgres")
class DoublesTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = "management.endpoints.web.exposure.include=migretti",
            webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class Mocked {

        @MockitoBean
        Migretti engine;

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry properties) {
            properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
        }

        @Test
        void aMockMigratesNothingAndTheApplicationStarts(@Autowired JdbcClient jdbc) {
            assertThat(mockingDetails(engine).isMock()).isTrue();
            assertThat(tables(jdbc)).isEmpty();
        }

        @Test
        void whoeverAsksAboutEnginesIsToldOfNone(
                @Autowired MigrettiEndpoint endpoint, @Autowired MeterRegistry meters) {
            assertThat(endpoint.status().contexts().values())
                    .allSatisfy(context -> assertThat(context.migrettiBeans()).isEmpty());
            assertThat(meters.find("migretti.migrations").gauges()).isEmpty();
        }
    }

    @Nested
    @SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class Spied {

        @MockitoSpyBean
        Migretti engine;

        @DynamicPropertySource
        static void database(DynamicPropertyRegistry properties) {
            properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
        }

        @Test
        void aSpyMigratesAndSeesWhatItIsAsked(@Autowired JdbcClient jdbc) {
            assertThat(tables(jdbc)).contains("_migrations", "books");
            engine.head();
            verify(engine).head();
        }
    }

    private static List<String> tables(JdbcClient jdbc) {
        return jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list();
    }
}
