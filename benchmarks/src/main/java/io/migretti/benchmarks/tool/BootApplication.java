package io.migretti.benchmarks.tool;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service without a web server: starts, opens a connection, and ends. Which tool migrates depends on the class path. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BootApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(BootApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        ConfigurableApplicationContext context = application.run(args);
        context.close();
    }

    @Bean
    Opened opened(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new Opened(connection.isValid(10));
        }
    }

    record Opened(boolean valid) {}
}
