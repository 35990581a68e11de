package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.WebApplication.BEAN;
import static io.migretti.boot.autoconfigure.WebApplication.SECURED;
import static io.migretti.boot.autoconfigure.WebApplication.as;
import static io.migretti.boot.autoconfigure.WebApplication.start;
import static io.migretti.boot.autoconfigure.WebApplication.withJson;
import static io.migretti.boot.autoconfigure.WebApplication.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who is shown SQL, and what Spring Security does with the endpoint. */
@PostgresTest
class EndpointSecurityTest {

    private final TestDatabase database;

    @TempDir
    Path folder;

    EndpointSecurityTest(TestDatabase database) {
        this.database = database;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Secured {

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(user("clerk", "CLERK"), user("operator", "OPERATOR"));
        }

        private static org.springframework.security.core.userdetails.UserDetails user(String name, String role) {
            return User.withUsername(name).password("{noop}" + name).roles(role).build();
        }
    }

    /** Anybody may come in, and may say who it is. */
    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        SecurityFilterChain open(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }

    /** As docs/actuator.md has it. */
    @Configuration(proxyBeanMethods = false)
    static class Documented {
        @Bean
        @Order(1)
        SecurityFilterChain migrations(HttpSecurity http) {
            return http.securityMatcher(EndpointRequest.to("migretti"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("OPERATOR"))
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.ignoringRequestMatchers(EndpointRequest.to("migretti")))
                    .build();
        }
    }

    private WebApplication secured(Class<?> rules, String... settings) {
        return start(
                new SpringApplicationBuilder(Secured.class, rules),
                database,
                Stream.concat(Stream.of(SECURED, "--migretti.locations=file:" + folder), Stream.of(settings))
                        .toArray(String[]::new));
    }

    private static List<String> sql(String json) {
        return JsonPath.read(json, BEAN + ".migrations[*].sql[*].text");
    }

    @Test
    void sqlIsShownToWhomTheSettingSays() {
        write(folder.resolve("1_a.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE a (x int);\n");
        String pending =
                "-- migrate: irreversible\n-- migrate: up\nCREATE ROLE r\n  PASSWORD 'swordfish';\nSELECT 1;\n";
        List<String> shown = List.of("CREATE ROLE r\n  PASSWORD 'swordfish'", "SELECT 1");

        try (WebApplication application = secured(Open.class)) {
            write(folder.resolve("2_b.sql"), pending);
            for (String[] who : new String[][] {{}, as("clerk"), as("operator")}) {
                String json = application.get("/migretti/dry-run", who);
                assertThat(json).doesNotContain("swordfish", "\"sql\"");
                assertThat(JsonPath.<List<Integer>>read(json, BEAN + ".migrations[*].statements"))
                        .containsExactly(2);
            }
            assertThat(folder.resolve("2_b.sql").toFile().delete()).isTrue();
        }
        try (WebApplication application = secured(Open.class, "--migretti.endpoint.show-sql=when-authorized")) {
            write(folder.resolve("2_b.sql"), pending);
            assertThat(application.get("/migretti/dry-run")).doesNotContain("swordfish");
            assertThat(sql(application.get("/migretti/dry-run", as("clerk")))).isEqualTo(shown);
            assertThat(application.get("/migretti/verify", as("clerk")) + application.get("/migretti", as("clerk")))
                    .doesNotContain("swordfish");
            assertThat(folder.resolve("2_b.sql").toFile().delete()).isTrue();
        }
        try (WebApplication application = secured(
                Open.class,
                "--migretti.endpoint.show-sql=when-authorized",
                "--migretti.endpoint.roles=ADMIN,OPERATOR",
                "--management.endpoint.migretti.access=unrestricted",
                "--migretti.endpoint.smart-dry-run=true")) {
            write(
                    folder.resolve("2_b.sql"),
                    pending.replace("CREATE ROLE r", "COMMENT ON TABLE a IS 'x'; CREATE ROLE"));
            assertThat(application.get("/migretti/dry-run")).doesNotContain("swordfish");
            assertThat(application.get("/migretti/dry-run", as("clerk"))).doesNotContain("swordfish");
            assertThat(application.get("/migretti/dry-run", as("operator"))).contains("swordfish");
            for (String[] who : new String[][] {as("operator"), as("clerk"), withJson(as("clerk"))}) {
                assertThat(application.body("POST", "/migretti/dry-run", 200, who))
                        .contains("42601")
                        .doesNotContain("COMMENT", "syntax error", "swordfish");
            }
            assertThat(application.body("POST", "/migretti/dry-run", 200, withJson(as("operator"))))
                    .contains("\"start\":\"COMMENT ON TABLE a IS 'x'\"", "syntax error");
            assertThat(folder.resolve("2_b.sql").toFile().delete()).isTrue();
        }
        try (WebApplication application = secured(Open.class, "--migretti.endpoint.show-sql=always")) {
            write(folder.resolve("2_b.sql"), pending);
            assertThat(sql(application.get("/migretti/dry-run"))).isEqualTo(shown);
            String long100 = "SELECT 1;\n".repeat(101);
            write(
                    folder.resolve("2_b.sql"),
                    "-- migrate: irreversible\n-- migrate: up\nSELECT '" + "x".repeat(5000) + "';\n" + long100);
            List<String> cut = sql(application.get("/migretti/dry-run"));
            assertThat(cut).hasSize(100);
            assertThat(cut.get(0)).hasSize(4001).endsWith("x…");
            assertThat(application.<Integer>read("/migretti/dry-run", BEAN + ".migrations[0].statements"))
                    .isEqualTo(102);
        }
    }

    @Test
    void theDocumentedRuleLetsOperatorsInAndNobodyElse() {
        write(folder.resolve("1_a.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE a (x int);\n");
        try (WebApplication application = secured(
                Documented.class,
                "--management.endpoint.migretti.access=unrestricted",
                "--migretti.endpoint.smart-dry-run=true")) {
            for (String path : List.of("/migretti", "/migretti/verify", "/migretti/dry-run")) {
                assertThat(application.call("GET", path).statusCode()).isEqualTo(401);
                assertThat(application.call("GET", path, as("clerk")).statusCode())
                        .isEqualTo(403);
                assertThat(application.call("GET", path, as("operator")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(application
                            .call("POST", "/migretti/dry-run", as("clerk"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(application
                            .call("POST", "/migretti/dry-run", as("operator"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withTheRulesOfSpringBootItselfAPostIsStoppedAsForgery() {
        write(folder.resolve("1_a.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE a (x int);\n");
        try (WebApplication application = start(
                new SpringApplicationBuilder(Secured.class),
                database,
                SECURED,
                "--migretti.locations=file:" + folder,
                "--management.endpoint.migretti.access=unrestricted",
                "--migretti.endpoint.smart-dry-run=true")) {
            assertThat(application.call("GET", "/migretti").statusCode()).isEqualTo(401);
            assertThat(application.call("GET", "/migretti", as("clerk")).statusCode())
                    .isEqualTo(200);
            // Refused with 403, and the error page that would say so wants to be authenticated for itself.
            assertThat(application
                            .call("POST", "/migretti/dry-run", as("operator"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
