package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.Migretti;
import io.migretti.MigrettiException;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application, as a client sees it over HTTP. No answer may hold the address or the password. */
final class WebApplication implements AutoCloseable {

    static final String BEAN = "$.contexts.bookshop.migrettiBeans.migretti";
    static final String SECURED = "--spring.autoconfigure.exclude=";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private WebApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class BookShop {}

    static WebApplication start(TestDatabase database, String... settings) {
        return start(new SpringApplicationBuilder(BookShop.class), database, settings);
    }

    static WebApplication start(SpringApplicationBuilder builder, TestDatabase database, String... settings) {
        return new WebApplication(builder.run(Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.application.name=bookshop",
                                "--spring.main.banner-mode=off",
                                "--spring.datasource.url=" + database.url() + "&password=hunter2",
                                "--spring.datasource.hikari.maximum-pool-size=1",
                                "--management.endpoints.web.exposure.include=*",
                                "--management.endpoint.health.show-details=always"),
                        Stream.of(settings))
                .toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    HttpResponse<String> call(String method, String path, String... headers) {
        return callLater(method, path, headers).join();
    }

    CompletableFuture<HttpResponse<String>> callLater(String method, String path, String... headers) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    assertThat(response.body()).doesNotContain("jdbc:", "hunter2", "user=");
                    return response;
                });
    }

    static String[] as(String user) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + credentials};
    }

    static String[] withJson(String[] headers) {
        return Stream.concat(Stream.of(headers), Stream.of("Content-Type", "application/json"))
                .toArray(String[]::new);
    }

    String get(String path, String... headers) {
        return body("GET", path, 200, headers);
    }

    String body(String method, String path, int status, String... headers) {
        HttpResponse<String> response = call(method, path, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as JsonPath has it
    <T> T read(String path, String jsonPath, String... headers) {
        return JsonPath.read(get(path, headers), jsonPath);
    }

    Migretti engine() {
        return context.getBean(Migretti.class);
    }

    /** After a run of the application itself nobody is given an older status. */
    void run() {
        try {
            engine().apply();
        } catch (MigrettiException e) {
            // What is in the way is what the caller wants to see.
            assertThat(e.what()).isNotEmpty();
        }
    }

    static void write(java.nio.file.Path file, String text) {
        try {
            java.nio.file.Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
