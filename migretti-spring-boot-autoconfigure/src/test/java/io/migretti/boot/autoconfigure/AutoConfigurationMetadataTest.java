package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotation.Adapt;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/**
 * The file that lets Spring Boot sort auto-configurations and leave them out without reading them. Spring's own
 * annotation processor writes such files; this one is written by hand, so it is compared with the annotations.
 */
class AutoConfigurationMetadataTest {

    private static final String FILE = "META-INF/spring-autoconfigure-metadata.properties";

    @Test
    void saysOfEachAutoConfigurationWhatItsAnnotationsSay() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String name :
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())) {
            if (name.startsWith("io.migretti.")) {
                AnnotationMetadata metadata = new SimpleMetadataReaderFactory()
                        .getMetadataReader(name)
                        .getAnnotationMetadata();
                expected.put(name, "");
                put(expected, name, metadata, ConditionalOnClass.class, "value", "name");
                put(expected, name, metadata, ConditionalOnBean.class, "value", "type");
                put(expected, name, metadata, AutoConfigureAfter.class, "value", "name");
                put(expected, name, metadata, AutoConfigureBefore.class, "value", "name");
                // Said to be known, those that may be missing are not searched for on the class path at each start.
                for (String after :
                        metadata.getAnnotations().get(AutoConfigureAfter.class).getStringArray("name")) {
                    expected.put(after, "");
                }
            }
        }
        Properties properties = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/" + FILE)) {
            properties.load(Objects.requireNonNull(in, "there is no " + FILE));
        }
        Map<String, String> written = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> written.put(key, properties.getProperty(key)));

        assertThat(expected).isNotEmpty();
        assertThat(written).isEqualTo(expected);
    }

    private static void put(
            Map<String, String> expected,
            String name,
            AnnotationMetadata metadata,
            Class<? extends Annotation> type,
            String... attributes) {
        MergedAnnotation<? extends Annotation> annotation =
                metadata.getAnnotations().get(type);
        if (annotation.isPresent()) {
            Map<String, Object> values = annotation.asMap(Adapt.CLASS_TO_STRING);
            String types = Arrays.stream(attributes)
                    .flatMap(attribute -> Arrays.stream((String[]) Objects.requireNonNull(values.get(attribute))))
                    .sorted()
                    .collect(Collectors.joining(","));
            if (!types.isEmpty()) {
                expected.put(name + "." + type.getSimpleName(), types);
            }
        }
    }
}
