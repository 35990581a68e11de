package io.migretti.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.yaml.snakeyaml.Yaml;

/** What can be checked of the Compose file without an engine that runs it. */
class ComposeFileTest {

    @Test
    void itsDatabaseIsTheOneThatTheReadmeConnectsTo() throws Exception {
        Object file = new Yaml().load(Files.readString(Path.of("compose.yaml")));
        String port = JsonPath.read(file, "$.services.postgres.ports[0]");
        String database = JsonPath.read(file, "$.services.postgres.environment.POSTGRES_DB");
        String user = JsonPath.read(file, "$.services.postgres.environment.POSTGRES_USER");
        String password = JsonPath.read(file, "$.services.postgres.environment.POSTGRES_PASSWORD");
        String healthy = JsonPath.read(file, "$.services.postgres.healthcheck.test[1]");

        assertThat(port).startsWith("127.0.0.1:").endsWith(":5432");
        assertThat(healthy).isEqualTo("pg_isready --username " + user + " --dbname " + database);
        assertThat(Files.readString(Path.of("README.md")))
                .contains("--spring.datasource.url=jdbc:postgresql://localhost:"
                        + port.substring("127.0.0.1:".length(), port.length() - ":5432".length()) + "/" + database
                        + " --spring.datasource.username=" + user + " --spring.datasource.password=" + password);
    }

    @Test
    @EnabledIf("composeIsInstalled")
    void composeAcceptsIt() throws Exception {
        assertThat(exitCode("docker", "compose", "-f", "compose.yaml", "config", "--quiet"))
                .isZero();
    }

    static boolean composeIsInstalled() throws InterruptedException {
        try {
            return exitCode("docker", "compose", "version") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }
}
