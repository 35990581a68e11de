package io.migretti.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys on the page are those that the build describes to editors. */
class PropertiesTest {

    private static final Pattern MENTIONED = Pattern.compile("(?<![\\w./])migretti(?:\\.[a-z][a-z-]*+)++(?!\\()");

    @Test
    void theTableHasEveryKeyWithItsTypeDefaultAndMeaningAndNoOther() throws Exception {
        String table = "<!-- properties -->\n| key | type | default | meaning |\n|---|---|---|---|\n"
                + keys().stream().map(PropertiesTest::row).sorted().collect(Collectors.joining())
                + "<!-- /properties -->\n";
        Path expected = Path.of("target/properties.md");
        Files.writeString(expected, table);
        assertThat(SpringBootPage.text().contains(table))
                .as("%s has the table of %s", SpringBootPage.FILE, expected)
                .isTrue();
    }

    @Test
    void everyKeyThatIsMentionedExists() throws Exception {
        Collection<String> names = keys().stream()
                .map(key -> String.valueOf(key.get("name")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(MENTIONED.matcher(SpringBootPage.text()).results().map(match -> match.group()))
                .hasSizeGreaterThan(40)
                .allSatisfy(mentioned -> assertThat(names)
                        .as(mentioned)
                        .anySatisfy(name -> assertThat(mentioned)
                                .matches(mention -> mention.equals(name)
                                        || name.startsWith(mention + ".")
                                        || mention.startsWith("migretti.envs.")
                                        || mention.startsWith("migretti.instances."))));
    }

    private static List<Map<String, Object>> keys() throws Exception {
        ClassLoader loader = PropertiesTest.class.getClassLoader();
        var files = Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"));
        for (var file : files) {
            try (InputStream content = file.openStream()) {
                List<Map<String, Object>> keys = JsonPath.read(content, "$.properties[?(@.name =~ /.*migretti.*/)]");
                if (!keys.isEmpty()) {
                    return keys;
                }
            }
        }
        throw new AssertionError("no description of migretti's keys");
    }

    private static String row(Map<String, Object> key) {
        Object value = key.get("defaultValue");
        String type = String.valueOf(key.get("type"));
        String text = value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value == null ? "" : dashed(type, value);
        return "| `" + key.get("name") + "` | " + type(type) + " | " + (text.isEmpty() ? "" : "`" + text + "`") + " | "
                + Objects.requireNonNull(key.get("description"), String.valueOf(key)) + " |\n";
    }

    private static String dashed(String type, Object value) {
        return constants(type).isEmpty()
                ? String.valueOf(value)
                : String.valueOf(value).replace('_', '-');
    }

    private static String type(String name) {
        return switch (name) {
            case "java.lang.Boolean" -> "`true` or `false`";
            case "java.lang.String" -> "text";
            case "java.lang.Integer", "java.lang.Long" -> "number";
            case "java.time.Duration" -> "duration";
            case "java.util.List<java.lang.String>", "java.util.Set<java.lang.String>" -> "list";
            default -> name.startsWith("java.util.Map<") ? "keys" : enumeration(name);
        };
    }

    private static String enumeration(String name) {
        String constants = constants(name);
        assertThat(constants).as(name).isNotEmpty();
        return constants;
    }

    private static String constants(String name) {
        try {
            Object[] constants = Class.forName(name).getEnumConstants();
            return constants == null
                    ? ""
                    : Arrays.stream(constants)
                            .map(constant -> "`"
                                    + constant.toString()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-')
                                    + "`")
                            .collect(Collectors.joining(", "));
        } catch (ClassNotFoundException e) {
            return "";
        }
    }
}
