package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.Migretti;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an editor shows of the keys. */
class ConfigurationMetadataTest {

    @Test
    void everyKeyIsDescribedWithItsDefault() throws Exception {
        List<Map<String, Object>> keys = JsonPath.read(metadata(), "$.properties[?(@.name =~ /migretti\\..*/)]");
        Map<Object, Map<String, Object>> byName =
                keys.stream().collect(Collectors.toMap(key -> key.get("name"), key -> key));
        assertThat(byName)
                .containsOnlyKeys(
                        "migretti.allow-out-of-order",
                        "migretti.baseline",
                        "migretti.confirm-production",
                        "migretti.connect-timeout",
                        "migretti.dry-run",
                        "migretti.early",
                        "migretti.enabled",
                        "migretti.endpoint.roles",
                        "migretti.endpoint.show-sql",
                        "migretti.endpoint.smart-dry-run",
                        "migretti.env",
                        "migretti.envs",
                        "migretti.hooks.post-apply",
                        "migretti.hooks.post-rollback",
                        "migretti.hooks.pre-apply",
                        "migretti.hooks.pre-rollback",
                        "migretti.hooks.timeout",
                        "migretti.instances",
                        "migretti.locations",
                        "migretti.lock-attempts",
                        "migretti.lock-id",
                        "migretti.lock-timeout",
                        "migretti.lock.scope",
                        "migretti.lock.timeout",
                        "migretti.mode",
                        "migretti.password",
                        "migretti.schema",
                        "migretti.seed",
                        "migretti.seed-locations",
                        "migretti.single-transaction",
                        "migretti.statement-timeout",
                        "migretti.table",
                        "migretti.url",
                        "migretti.username",
                        "migretti.verify-checksums",
                        "migretti.wait-timeout");
        assertThat(keys).allSatisfy(key -> assertThat(key).containsKey("description"));
        MigrettiProperties defaults = new MigrettiProperties();
        assertThat(defaultOf(byName, "migretti.enabled")).isEqualTo(defaults.isEnabled());
        assertThat(defaultOf(byName, "migretti.locations")).isEqualTo(defaults.getLocations());
        assertThat(((Number) defaultOf(byName, "migretti.lock-id")).longValue())
                .isEqualTo(defaults.getLockId())
                .isEqualTo(Migretti.DEFAULT_LOCK_ID);
        assertThat(defaultOf(byName, "migretti.endpoint.show-sql")).isEqualTo("never");
        assertThat(defaultOf(byName, "migretti.endpoint.smart-dry-run"))
                .isEqualTo(defaults.getEndpoint().isSmartDryRun());
        assertThat(defaultOf(byName, "migretti.table"))
                .isEqualTo(defaults.getTable())
                .isEqualTo(Migretti.DEFAULT_TABLE);
    }

    @Test
    void anEditorOffersProfilesPlacesAndUrls() throws Exception {
        List<String> hinted = JsonPath.read(metadata(), "$.hints[*].name");
        assertThat(hinted).contains("migretti.env", "migretti.envs.keys", "migretti.locations", "migretti.url");
        List<String> profiles = JsonPath.read(metadata(), "$.hints[?(@.name == 'migretti.env')].providers[*].name");
        assertThat(profiles).containsExactly("spring-profile-name");
    }

    @Test
    void anEditorExplainsEachMode() throws Exception {
        List<String> modes = JsonPath.read(metadata(), "$.hints[?(@.name == 'migretti.mode')].values[*].value");
        assertThat(modes)
                .containsExactlyElementsOf(Arrays.stream(StartupMode.values())
                        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                        .toList());
        List<String> meanings =
                JsonPath.read(metadata(), "$.hints[?(@.name == 'migretti.mode')].values[*].description");
        assertThat(meanings).hasSameSizeAs(modes);
    }

    @Test
    void theKeysThatSpringBootAsksForAreDescribedToo() throws Exception {
        List<Map<String, Object>> keys = JsonPath.read(metadata(), "$.properties[?(@.name =~ /management\\..*/)]");
        assertThat(keys)
                .allSatisfy(key -> assertThat(key).containsKeys("description", "defaultValue"))
                .extracting(key -> key.get("name") + "=" + key.get("defaultValue"))
                .containsExactlyInAnyOrder(
                        "management.endpoint.migretti.access=read_only",
                        "management.endpoint.migretti.cache.time-to-live=0ms",
                        "management.health.migretti.enabled=true",
                        "management.info.migretti.enabled=false");
    }

    private static Object defaultOf(Map<Object, Map<String, Object>> byName, String key) {
        return Objects.requireNonNull(Objects.requireNonNull(byName.get(key)).get("defaultValue"));
    }

    private static String metadata() throws Exception {
        Path classes = Path.of(MigrettiProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.readString(classes.resolve("META-INF/spring-configuration-metadata.json"));
    }
}
