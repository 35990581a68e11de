package io.migretti.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.boot.autoconfigure.MigrettiProperties;
import io.migretti.boot.autoconfigure.MigrettiStartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.Yaml;

/** What the page shows can be used as it is. */
class ExamplesTest {

    @Test
    void configurationBindsToKeysThatExist() throws IOException {
        List<String> examples = SpringBootPage.blocks("yaml").stream()
                .filter(block -> !block.contains("apiVersion:"))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (String example : examples) {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader()
                    .load("page", new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)));
            assertThat(bound(sources.get(0))).as(example).isTrue();
        }
    }

    @Test
    void manifestsAreWhatKubernetesExpects() throws IOException {
        List<Object> manifests = manifests();
        assertThat(manifests)
                .extracting(manifest -> kind(manifest))
                .containsExactly("Deployment", "Job", "Deployment", "Deployment");
        for (Object manifest : manifests) {
            boolean job = kind(manifest).equals("Job");
            assertThat(JsonPath.<String>read(manifest, "$.apiVersion")).isEqualTo(job ? "batch/v1" : "apps/v1");
            assertThat(JsonPath.<String>read(manifest, "$.metadata.name")).startsWith("shop");
            assertThat(JsonPath.<String>read(manifest, "$.spec.template.spec.containers[0].image"))
                    .isEqualTo("registry.example.com/shop:2.0.0");
            assertThat(bound(new SystemEnvironmentPropertySource("systemEnvironment", environment(manifest))))
                    .isEqualTo(environment(manifest).keySet().stream().anyMatch(name -> name.startsWith("MIGRETTI_")))
                    .isTrue();
            if (job) {
                // A policy for exit codes is refused with another restart policy.
                assertThat(JsonPath.<String>read(manifest, "$.spec.template.spec.restartPolicy"))
                        .isEqualTo("Never");
                assertThat(JsonPath.<String>read(
                                manifest, "$.spec.podFailurePolicy.rules[0].onExitCodes.containerName"))
                        .isEqualTo(JsonPath.<String>read(manifest, "$.spec.template.spec.containers[0].name"));
            } else {
                assertThat(JsonPath.<Object>read(manifest, "$.spec.selector.matchLabels"))
                        .isEqualTo(JsonPath.<Object>read(manifest, "$.spec.template.metadata.labels"));
                assertThat(JsonPath.<Object>read(
                                manifest, "$.spec.template.spec.containers[0].startupProbe.httpGet.port"))
                        .isEqualTo(JsonPath.<Object>read(
                                manifest, "$.spec.template.spec.containers[0].ports[0].containerPort"));
            }
        }
    }

    @Test
    void theJobGivesUpOnExactlyTheExitCodesThatDoNotPass() throws IOException {
        List<Integer> never = SpringBootPage.table("#### Exit codes").stream()
                .filter(row -> row.get(2).equals("no"))
                .map(row -> Integer.valueOf(row.get(0)))
                .sorted()
                .toList();
        assertThat(JsonPath.<List<Integer>>read(
                        manifests().get(1), "$.spec.podFailurePolicy.rules[0].onExitCodes.values"))
                .isEqualTo(never)
                .contains(1, 70);
        assertThat(MigrettiStartupException.class).hasMethods("getExitCode");
    }

    @Test
    void javaIsTakenFromCodeThatRuns() throws IOException {
        String code;
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"));
                Stream<Path> sample = Files.walk(Path.of("../sample-app/src/main/java"))) {
            code = Stream.concat(tests, sample)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ExamplesTest::read)
                    .collect(Collectors.joining());
        }
        assertThat(SpringBootPage.blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(compact(code)).contains(compact(block)));
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> manifests() throws IOException {
        return SpringBootPage.blocks("yaml").stream()
                .filter(block -> block.contains("apiVersion:"))
                .flatMap(block -> StreamSupport.stream(new Yaml().loadAll(block).spliterator(), false))
                .toList();
    }

    private static String kind(Object manifest) {
        return JsonPath.read(manifest, "$.kind");
    }

    private static Map<String, Object> environment(Object manifest) {
        List<Map<String, Object>> variables = JsonPath.read(manifest, "$.spec.template.spec.containers[0].env[*]");
        return variables.stream()
                .collect(Collectors.toMap(
                        variable -> String.valueOf(variable.get("name")),
                        variable -> variable.get("value"),
                        (one, other) -> other,
                        TreeMap::new));
    }

    /** Whether it sets anything; refuses what is not a key. */
    private static boolean bound(PropertySource<?> source) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(source);
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind(
                        "migretti",
                        Bindable.of(MigrettiProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .isBound();
    }
}
