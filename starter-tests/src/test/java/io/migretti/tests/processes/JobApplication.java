package io.migretti.tests.processes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service without anything that the starter does not need: no web, no Actuator, no pool. */
@SpringBootConfiguration
@EnableAutoConfiguration
class JobApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(JobApplication.class, arguments);
    }

    @Bean
    String books(JdbcClient jdbc) {
        return "Books: "
                + jdbc.sql("SELECT count(*) FROM books").query(Integer.class).single();
    }
}
