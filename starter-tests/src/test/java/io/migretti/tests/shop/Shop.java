package io.migretti.tests.shop;

import jakarta.annotation.PostConstruct;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application in which everything that can ask for the schema too early does so. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration"
        })
@EntityScan(basePackageClasses = Shop.class)
@EnableJpaRepositories(basePackageClasses = Shop.class, considerNestedRepositories = true)
@Import({Shop.Shelf.class, Shop.Delivery.class})
class Shop {

    @Entity
    @Table(name = "books")
    static class ShelvedBook {
        @Id
        private long id;

        private String title = "";
        private int stock;

        String describe() {
            return id + " " + title + " " + stock;
        }
    }

    interface ShelvedBooks extends JpaRepository<ShelvedBook, Long> {}

    @RestController
    static class Shelf {
        private final ShelvedBooks books;

        Shelf(ShelvedBooks books) {
            this.books = books;
        }

        @GetMapping("/books")
        List<String> all() {
            return books.findAll().stream().map(ShelvedBook::describe).toList();
        }
    }

    /** Puts books on the shelf with nothing but a DataSource, which Spring sees no reason to hold back. */
    @Lazy(false)
    static class Delivery {
        private final DataSource dataSource;

        Delivery(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @PostConstruct
        void deliver() throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO books (title, stock) VALUES ('Emma', 3)");
            }
        }
    }

    /** Created together with the web server, before any other bean. */
    @Bean
    Filter visits(JdbcTemplate jdbc) {
        jdbc.queryForObject("SELECT count(*) FROM books", Integer.class);
        return new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                jdbc.update("UPDATE books SET stock = stock + 1");
                chain.doFilter(request, response);
            }
        };
    }
}
