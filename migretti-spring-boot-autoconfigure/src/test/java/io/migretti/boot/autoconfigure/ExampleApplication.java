package io.migretti.boot.autoconfigure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;

/** A web application that ends by itself once it is ready; for processes of their own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
class ExampleApplication {

    public static void main(String[] args) {
        SpringApplication.run(ExampleApplication.class, args).close();
        System.out.println("The application was started.");
    }
}
