package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** Applications whose beans are decided when they are built. */
@PostgresTest
class AheadOfTimeTest {

    private final TestDatabase database;

    AheadOfTimeTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void migrationsAndSeedsOfEveryConfiguredPlaceAreTakenAlong() {
        RuntimeHints hints = new RuntimeHints();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + database.url(),
                            "migretti.locations=classpath:migrations,file:/somewhere",
                            "migretti.envs.prod.locations[0]=classpath*:/more-migrations/",
                            "migretti.instances.archive.url=jdbc:postgresql://archive/x",
                            "migretti.instances.archive.locations=classpath:archive")
                    .applyTo(context);
            context.register(ExampleApplication.class);
            DefaultGenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get("io.migretti.boot.autoconfigure", "Example")),
                    new InMemoryGeneratedFiles(),
                    hints);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        for (String taken : List.of(
                "migrations/01_create_books.sql",
                "more-migrations/03_create_orders.sql",
                "archive/01_a.sql",
                "seeds/01_books.sql",
                "seeds/dev/02_more.sql")) {
            assertThat(RuntimeHintsPredicates.resource().forResource(taken))
                    .as(taken)
                    .accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.resource().forResource("broken/03_add_email.sql"))
                .rejects(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(MigrettiSettings.class))
                .accepts(hints);
        assertThat(tables(database)).isEmpty();
    }

    /** What the build could not know counts all the same: the mode is another one each time. */
    @Test
    void anApplicationThatWasProcessedAheadOfTimeDoesWhatItsConfigurationSaysWhenItRuns(@TempDir Path folder)
            throws Exception {
        String url = "--spring.datasource.url=" + database.url();
        String classpath = System.getProperty("java.class.path");
        Path sources = folder.resolve("sources");
        Path classes = folder.resolve("classes");
        ExampleProcess processing = ExampleProcess.run(
                folder,
                List.of(),
                classpath,
                "org.springframework.boot.SpringApplicationAotProcessor",
                List.of(
                        ExampleApplication.class.getName(),
                        sources.toString(),
                        classes.toString(),
                        classes.toString(),
                        "example",
                        "example",
                        url));
        assertThat(processing.exitCode()).as(processing.output()).isZero();
        compile(sources, classes, classpath);
        assertThat(tables(database)).isEmpty();

        String all = classes + File.pathSeparator + classpath;
        for (String off : List.of("--migretti.mode=none", "--migretti.enabled=false")) {
            ExampleProcess idle = run(folder, all, url, off);
            assertThat(idle.output()).contains("The application was started.", "AOT-processed");
            assertThat(tables(database)).isEmpty();
        }
        ExampleProcess wrong = run(folder, all, url, "--migretti.lock-id=seven");
        assertThat(wrong.output()).contains("migretti.lock-id");
        assertThat(wrong.exitCode()).isEqualTo(MigrettiConfigurationException.EXIT_CODE);
        ExampleProcess process = run(folder, all, url);
        assertThat(process.output()).contains("The application was started.", "AOT-processed");
        assertThat(applied(database)).containsExactly("01", "02");
    }

    private static ExampleProcess run(Path folder, String classpath, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        return ExampleProcess.run(
                folder, List.of("-Dspring.aot.enabled=true"), classpath, ExampleApplication.class.getName(), all);
    }

    private static void compile(Path sources, Path classes, String classpath) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classes + File.pathSeparator + classpath));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
